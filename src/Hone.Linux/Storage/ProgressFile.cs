using System.Diagnostics;
using Hone.Linux.Processes;
using Hone.Reporting.Live;

namespace Hone.Linux.Storage;

/// <summary>
/// Says in a file beside the lock what a command is at, for <c>hone serve</c>. It is told between runs, on the thread that works, and writes
/// when a step begins and otherwise at most once a second; nothing is flushed, and a disk that takes nothing is nobody's affair here.
/// </summary>
public sealed class ProgressFile : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly StateFolder _folder;
    private readonly string _command;
    private readonly DateTimeOffset _began;
    private readonly long _ticks;
    private readonly Lock _gate = new();
    private RunningStep? _told;
    private long _last;
    private bool _isOver;

    /// <summary>Nothing is written yet.</summary>
    /// <param name="folder">The project's state.</param>
    /// <param name="command">The command, without the word hone.</param>
    /// <param name="now">The time.</param>
    public ProgressFile(StateFolder folder, string command, DateTimeOffset now)
    {
        (_folder, _command, _began) = (folder, command, now);
        _ticks = ProcStat.Read(Environment.ProcessId)?.StartTicks ?? 0;
    }

    /// <summary>Hears what the command is at.</summary>
    public void Tell(RunningStep step, DateTimeOffset now)
    {
        lock (_gate)
        {
            // The first words of a step come right after its beginning, and may have to do for minutes.
            bool isNew = _told is null || step.Number != _told.Number || step.Name != _told.Name || _told.Text.Length == 0;
            if (_isOver || (!isNew && Stopwatch.GetElapsedTime(_last) < _pause))
            {
                return;
            }

            (_told, _last) = (step, Stopwatch.GetTimestamp());
            string temporary = _folder.Progress + ".new";
            try
            {
                File.WriteAllBytes(temporary, new RunningWork(_command, Environment.ProcessId, _ticks, _began, step, now).Write());
                File.Move(temporary, _folder.Progress, overwrite: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Who looks on sees less; who works is not held up.
                Remove(temporary);
            }
        }
    }

    /// <summary>What is going on in the project; null when nothing is, or whoever said so last is dead.</summary>
    public static RunningWork? Read(StateFolder folder)
    {
        try
        {
            return File.Exists(folder.Progress) && RunningWork.Read(File.ReadAllBytes(folder.Progress)) is RunningWork work
                && ProcStat.Read(work.Pid) is { IsAlive: true } process && process.StartTicks == work.StartTicks ? work : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The command is over; what another one said meanwhile stays.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_isOver && _told is not null && (Read(_folder)?.Pid ?? Environment.ProcessId) == Environment.ProcessId)
            {
                Remove(_folder.Progress);
            }

            _isOver = true;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A file of a process that is dead says nothing.
        }
    }
}
