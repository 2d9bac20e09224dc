using Hone.Workloads;

namespace Hone.Cli.Steps.Handicaps;

/// <summary>The function that gets the handicap.</summary>
/// <param name="Workload">The workload that is run.</param>
/// <param name="Function">The function's name, as the profile or the person has it.</param>
/// <param name="File">Its file, relative to the project; null when no profile says.</param>
/// <param name="Line">A line in it, from 1; null when that is not known.</param>
/// <param name="Module">The program or library that it is in, as the profile has it; null when no profile says.</param>
internal sealed record HandicapTarget(Workload Workload, string Function, string? File, int? Line, string? Module);
