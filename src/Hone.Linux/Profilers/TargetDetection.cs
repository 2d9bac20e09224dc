using Hone.Linux.Processes;
namespace Hone.Linux.Profilers;
/// <summary>stub until merge</summary>
public static class TargetDetection { /// <summary>x</summary>
 public static TargetRuntime Detect(SpawnRequest r) => r.Argv.Count > 0 ? TargetRuntime.Native : TargetRuntime.Native; }
