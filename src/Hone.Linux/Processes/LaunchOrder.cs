namespace Hone.Linux.Processes;

/// <summary>All that is needed to start one program once.</summary>
/// <param name="Standing">What is the same at each of its starts.</param>
/// <param name="Marker">The variable that marks its tree, as NAME=value.</param>
/// <param name="Files">Its standard input, output and error.</param>
internal sealed record LaunchOrder(StandingOrder Standing, string Marker, ChildFiles Files);

/// <summary>A child that was started.</summary>
/// <param name="Pid">Its process id, and the number of its session.</param>
/// <param name="Started">CLOCK_MONOTONIC just before exec, as <see cref="System.Diagnostics.Stopwatch"/> counts it.</param>
internal readonly record struct LaunchedChild(int Pid, long Started);
