using System.Diagnostics;
using Hone.Reporting;
using Hone.Reporting.Live;
using Hone.Units;

namespace Hone.Cli.Terminal;

/// <summary>
/// One line on standard error that says what is going on: step, workload, run k of n, time left. Silent unless standard error
/// is a terminal; it never touches standard output.
/// </summary>
/// <param name="listener">Is told instead of the terminal, on the thread that works; null for none.</param>
/// <param name="quiet">Says nothing to the terminal.</param>
internal sealed class Progress(Action<ProgressLine>? listener = null, bool quiet = false)
{
    private readonly bool _live = listener is null && !quiet && !Console.IsErrorRedirected;
    private string _step = "";
    private (int Number, int Of, string Name) _at = (0, 0, "");
    private DateTimeOffset _began = DateTimeOffset.UtcNow;
    private long _started;
    private long _last;
    private bool _shown;

    /// <summary>Whether anybody would see another line: standard error is a terminal, and the last one stands for a tenth of a second.</summary>
    public bool IsDue => (_live || listener is not null) && Stopwatch.GetElapsedTime(_last) > TimeSpan.FromSeconds(0.1);

    /// <summary>Is told too, whether anybody is at the terminal or not; null for nobody.</summary>
    public Action<RunningStep>? Follower { get; set; }

    /// <summary>Begins a step; the line before is wiped.</summary>
    public void Step(int number, int of, string name)
    {
        _step = $"[{number}/{of}] {name}";
        _at = (number, of, name);
        _started = Stopwatch.GetTimestamp();
        _began = DateTimeOffset.UtcNow;
        Show("", 0, null);
    }

    /// <summary>Says what the step is at; time left is estimated from the part that is done.</summary>
    public void At(string what, int done = 0, int of = 0)
    {
        double? left = done > 0 && of > done ? Stopwatch.GetElapsedTime(_started).TotalSeconds / done * (of - done) : null;
        Show(what + (of > 0 ? $" · {Math.Min(done + 1, of)} of {of}" : ""), of > 0 ? Math.Clamp((double)done / of, 0, 1) : 0, left);
    }

    /// <summary>
    /// As <see cref="At"/> while a timed run is under way: the follower, who may write, is not told of it, since that would be done beside what
    /// is measured.
    /// </summary>
    public void During(string what)
    {
        Action<RunningStep>? follower = Follower;
        Follower = null;
        At(what);
        Follower = follower;
    }

    /// <summary>Restarts the clock that the time left is estimated from.</summary>
    public void Restart() => _started = Stopwatch.GetTimestamp();

    /// <summary>A line that stays: what a person must know while they wait. Written to standard error, terminal or not.</summary>
    public void Say(string line)
    {
        Wipe();
        Console.Error.WriteLine("hone: " + Printable.Clean(line));
        listener?.Invoke(new(_at.Number, _at.Of, 0, Printable.Clean(line), Stays: true));
    }

    /// <summary>Removes the line.</summary>
    public void Wipe()
    {
        if (_shown)
        {
            Console.Error.Write("\r\u001b[K");
            _shown = false;
        }
    }

    private void Show(string what, double done, double? left)
    {
        Follower?.Invoke(new(_at.Number, _at.Of, _at.Name, _began, what, done, left));
        string detail = (what.Length > 0 ? " · " + what : "") + (left is double seconds ? $", about {Duration.FromSeconds(seconds)} left" : "");
        if (listener is not null)
        {
            _last = Stopwatch.GetTimestamp();
            listener(new(_at.Number, _at.Of, done, Printable.Clean(_at.Name + detail), Stays: false));
        }

        if (!_live)
        {
            return;
        }

        int width = 79;
        try
        {
            width = Math.Max(20, Console.WindowWidth - 1);
        }
        catch (IOException)
        {
            // No window size to be had; 80 columns is what a terminal is at least.
        }

        _last = Stopwatch.GetTimestamp();
        Console.Error.Write("\r\u001b[K" + Printable.Shorten(Printable.Clean(_step + detail), width));
        _shown = true;
    }
}
