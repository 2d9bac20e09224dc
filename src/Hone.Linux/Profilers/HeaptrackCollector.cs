using Hone.Linux.Processes;
using Hone.Linux.Profilers.Heap;
using Hone.Linux.Profilers.Symbols;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Profiling.Symbols;
using Hone.Workloads;

namespace Hone.Linux.Profilers;

/// <summary>
/// Records every heap allocation of native programs with heaptrack's recorder, whose raw output is read while the program runs.
/// The programs that
/// the workload starts are recorded too (<see cref="HeapRecorder"/>); processes that are forked without a new program are not:
/// heaptrack leaves them out.
/// </summary>
/// <param name="images">Names the code.</param>
/// <param name="library">The path of <c>libheaptrack_preload.so</c>; null to look for it where distributions put it.</param>
public sealed class HeaptrackCollector(ImageStore images, string? library = null) : ICollector
{
    /// <summary>How many unread bytes of recording may lie on disk before the run is ended, at most.</summary>
    private const long MaxOnDisk = 8L << 30;

    private static readonly string[] _places =
    [
        "/usr/lib/heaptrack", "/usr/lib64/heaptrack", "/usr/local/lib/heaptrack", "/usr/local/lib64/heaptrack",
        "/usr/lib/x86_64-linux-gnu/heaptrack", "/usr/lib/aarch64-linux-gnu/heaptrack",
    ];

    private readonly string? _library = library ?? _places.Select(place => place + "/libheaptrack_preload.so").FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.Allocation;

    /// <inheritdoc/>
    public string Name => "heaptrack";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.Native;

    /// <inheritdoc/>
    public string? Unavailable() => _library is not null && File.Exists(_library) ? null : "heaptrack is not installed: apt-get install heaptrack";

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Unavailable() is string missing)
        {
            throw new ProblemException(new(ExitCode.ToolMissing, "heaptrack-missing", missing, "install it, or go without allocation profiles"));
        }

        string folder = Directory.CreateDirectory(Path.Combine(request.Scratch, "heaptrack")).FullName;
        string output = Directory.CreateDirectory(Path.Combine(folder, "out")).FullName;
        HeapRecorder recorder = HeapRecorder.Prepare(_library!, folder);
        SpawnRequest run = recorder.Apply(request.Run, output);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using HeapSpool spool = new(output, RoomFor(output), stop.Cancel);
        RunOutcome outcome = Run(run, stop.Token, cancellation);
        IReadOnlyList<HeaptrackRecording> recordings = spool.Finish();
        List<string> notes = [];
        if (spool.IsFull)
        {
            notes.Add("The heap recording outgrew the room on disk and the run was ended early: give scratch more room, or profile a smaller workload.");
        }

        if (outcome.TimedOut)
        {
            notes.Add("The run was ended at its time-out; the profile covers what came before.");
        }

        if (!recorder.FollowsPrograms)
        {
            notes.Add("Only the first process was recorded: this build of heaptrack's library could not be prepared to follow the programs it starts.");
        }

        string command = $"LD_PRELOAD={_library} DUMP_HEAPTRACK_OUTPUT='$$' " + string.Join(' ', run.Argv.Select(ShellQuoting.Quote));
        Profile profile = CxxNames.Demangle(Build(recordings, request.Run, notes, command), cancellation);
        return new(profile, outcome);
    }

    private static RunOutcome Run(SpawnRequest run, CancellationToken stop, CancellationToken cancellation)
    {
        using RunningProcess process = ProcessRunner.Start(run);
        try
        {
            return process.Wait(stop);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return process.Wait(CancellationToken.None);
        }
    }

    private Profile Build(IReadOnlyList<HeaptrackRecording> recordings, SpawnRequest run, List<string> notes, string command)
    {
        ProfileBuilder profile = new(ProfileKind.Allocation, HeaptrackProfile.Metrics);
        string version = "";
        List<string> programs = [];
        foreach (HeaptrackRecording recording in recordings)
        {
            HeaptrackProfile.Add(profile, recording, Resolve);
            version = recording.Version;
            if (recording.Events > 0)
            {
                programs.Add(Path.GetFileName(recording.Executable));
            }

            notes.AddRange(recording.Notes.Except(notes));
        }

        if (programs.Count == 0)
        {
            notes.Add(UnrecordedHeap.Reason(run));
        }
        else if (programs.Count > 1)
        {
            notes.Add($"{programs.Count} processes were recorded ({Names(programs)}); their peaks are added up, though they need not have come at one time.");
        }

        return profile.Build(("heaptrack " + version).TrimEnd(), command, notes);
    }

    private IReadOnlyList<Frame> Resolve(HeaptrackSegment? segment, ulong address)
    {
        if (segment is null)
        {
            return [NativeImage.UnknownFrame("")];
        }

        return images.Load(segment.Path) is NativeImage image
            ? image.Resolve(address - segment.Bias)
            : [NativeImage.UnknownFrame(ProcessSymbols.Module(segment.Path))];
    }

    private static string Names(List<string> programs)
    {
        List<string> distinct = [.. programs.Distinct()];
        return string.Join(", ", distinct.Take(5)) + (distinct.Count > 5 ? ", …" : "");
    }

    private static long RoomFor(string folder)
    {
        try
        {
            return Math.Min(MaxOnDisk, new DriveInfo(folder).AvailableFreeSpace / 2);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return MaxOnDisk;
        }
    }
}
