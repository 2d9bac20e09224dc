using Hone.Linux.Profilers.Symbols;
using Hone.Profiling.Formats.PerfFile;

namespace Hone.Linux.Profilers;

/// <summary>
/// The kernel that a recording was made on, named by the running one if that is the same build; after a reboot its code may lie
/// elsewhere, which is allowed for. Nothing is read until a kernel address comes.
/// </summary>
internal sealed class RecordedKernel
{
    private readonly Lazy<(KernelSymbols Symbols, ulong Moved)?> _running;

    /// <summary>The kernel of a recording.</summary>
    public RecordedKernel(PerfRecording recording) => _running = new(() => Match(recording));

    /// <summary>Why addresses have no names, as one clause; null when they have or none was asked for.</summary>
    public string? Why { get; private set; }

    /// <summary>The function at an address of the recording, or null.</summary>
    public string? Find(ulong address) =>
        _running.Value is (KernelSymbols symbols, ulong moved) ? symbols.Find(address + moved) : null;

    private (KernelSymbols, ulong)? Match(PerfRecording recording)
    {
        string? id = recording.BuildIds.GetValueOrDefault("[kernel.kallsyms]");
        if (id is not null && KernelSymbols.BuildId() is string running && running != id)
        {
            Why = "it was recorded on another kernel: read it on the machine that recorded it";
            return null;
        }

        KernelSymbols symbols = KernelSymbols.Read();
        if (symbols.Count == 0)
        {
            Why = "/proc/kallsyms hides the addresses: `sysctl kernel.kptr_restrict=0`, or read it as root";
            return null;
        }

        ulong moved = recording.KernelText == 0 || symbols.Start == 0 ? 0 : unchecked(symbols.Start - recording.KernelText);
        if (id is null && moved != 0)
        {
            Why = "it was recorded on another kernel, or before this machine was started: read it there";
            return null;
        }

        return (symbols, moved);
    }
}
