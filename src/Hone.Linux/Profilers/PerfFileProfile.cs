using Hone.Linux.Profilers.Symbols;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Profiling.Formats.PerfFile;
using Hone.Units;

namespace Hone.Linux.Profilers;

/// <summary>
/// Profiles out of saved <c>perf.data</c> files: read directly where the kernel took the callers (<c>--call-graph fp</c>), through
/// <c>perf script</c> where copies of the stack have to be unwound (<c>--call-graph dwarf</c>).
/// </summary>
public static class PerfFileProfile
{
    /// <summary>A share of samples above this is worth a note.</summary>
    private const double NotableShare = 0.01;

    /// <summary>
    /// The profile of a recording: the first metric is what its first event counts (<c>time</c> in nanoseconds for clock events, else
    /// <c>events</c>), the second <c>samples</c>; names are readable. A file that is no recording is a <see cref="ProblemException"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="images">Loads programs, libraries and debug files.</param>
    /// <param name="options">How it becomes a profile.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Profile Read(string path, ImageStore images, PerfFileOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        PerfRecording recording;
        using (FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0))
        {
            recording = PerfFileReader.Read(stream);
        }

        return recording.CopiesStacks ? Unwound(path, images, recording, cancellation) : Direct(path, images, recording, options, cancellation);
    }

    private static Profile Direct(string path, ImageStore images, PerfRecording recording, PerfFileOptions options, CancellationToken cancellation)
    {
        int first = recording.Stacks.Count == 0 ? 0 : recording.Stacks.Min(static stack => stack.Event);
        string name = recording.EventNames.ElementAtOrDefault(first) ?? "events";
        ProfileBuilder builder = new(ProfileKind.Cpu, PerfScript.Weight(name), new Metric("samples", Unit.Count));
        RecordedImages files = new(images, recording.BuildIds);
        RecordedKernel kernel = new(recording);
        PerfFileStacks stacks = new(builder, recording, files, kernel, options);
        long samples = 0;
        long inKernel = 0;
        long others = 0;
        foreach (StackSamples stack in recording.Stacks)
        {
            cancellation.ThrowIfCancellationRequested();
            if (stack.Event != first)
            {
                others += stack.Samples;
                continue;
            }

            samples += stack.Samples;
            inKernel += stack.KernelCount > 0 ? stack.Samples : 0;
            stacks.Add(stack);
        }

        List<string> notes = [.. recording.Notes];
        if (others > 0)
        {
            notes.Add($"{others} samples of events other than {name} are left out: record one event");
        }

        foreach (string replaced in files.Replaced)
        {
            notes.Add($"{replaced} is not the file that was recorded any more, so its functions have no names: record again");
        }

        foreach ((string file, long count) in stacks.Unnamed.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            Ratio share = Ratio.Of(count, samples);
            if (share.Value > NotableShare && !files.Replaced.Contains(file))
            {
                notes.Add($"{share} of samples pass through functions of {ProcessSymbols.Module(file)} that have no name: {UnnamedCode.Explain(file, images, cancellation)}");
            }
        }

        if (kernel.Why is string why)
        {
            notes.Add($"{Ratio.Of(inKernel, samples)} of samples are in the kernel, whose functions have no names: {why}");
        }

        if (recording.Lost > 0)
        {
            notes.Add($"perf lost {recording.Lost} events because the machine could not keep up: record with a lower rate (-F) or a larger buffer (-m)");
        }

        return CxxNames.Demangle(builder.Build("perf record", recording.CommandLine.Length > 0 ? recording.CommandLine : path, notes), cancellation);
    }

    private static Profile Unwound(string path, ImageStore images, PerfRecording recording, CancellationToken cancellation)
    {
        PerfAccess access = PerfAccess.Read();
        if (access.Perf is null)
        {
            throw new ProblemException(new Problem(
                ExitCode.ToolMissing,
                "perf-missing",
                "the recording holds copies of stacks (--call-graph dwarf), which perf has to unwind, and perf is not installed",
                "install perf (Debian: linux-perf), or record with --call-graph fp")
            { Place = path });
        }

        PerfData data = new(access.Perf, images);
        data.Add(path, cancellation);
        return data.Build(
            recording.CommandLine.Length > 0 ? recording.CommandLine : path,
            ["the recording holds copies of stacks (--call-graph dwarf), so it was read by `perf script`, which takes longer than reading it directly"],
            cancellation);
    }
}
