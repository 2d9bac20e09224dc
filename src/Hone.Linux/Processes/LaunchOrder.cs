namespace Hone.Linux.Processes;

/// <summary>All that is needed to start one program.</summary>
/// <param name="Path">The program, for execve(2) in the folder.</param>
/// <param name="Argv">What it gets as its arguments, its own name first.</param>
/// <param name="Variables">Its environment, as NAME=value.</param>
/// <param name="Folder">Where it starts.</param>
/// <param name="Files">Its standard input, output and error.</param>
/// <param name="Settings">What else the kernel is asked for.</param>
internal sealed record LaunchOrder(
    string Path, IReadOnlyList<string> Argv, IReadOnlyList<string> Variables, string Folder, ChildFiles Files, ChildSettings Settings);

/// <summary>A child that was started.</summary>
/// <param name="Pid">Its process id, and the number of its session.</param>
/// <param name="Started">CLOCK_MONOTONIC just before exec, as <see cref="System.Diagnostics.Stopwatch"/> counts it.</param>
internal readonly record struct LaunchedChild(int Pid, long Started);
