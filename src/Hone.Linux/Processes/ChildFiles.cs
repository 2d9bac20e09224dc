using System.Globalization;
using System.Runtime.InteropServices;
using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>
/// Standard input, output and error of a child, opened here and not by the child, so that what cannot be opened is named.
/// </summary>
internal sealed class ChildFiles : IDisposable
{
    private const int FirstOther = 3;
    private const int StandardError = 2;
    private const uint ReadWriteForAll = 0b110_110_110;
    private const int Create = LibC.OpenWriteOnly | LibC.OpenCreate | LibC.OpenTruncate;

    private readonly List<int> _ours = [];

    private ChildFiles()
    {
    }

    /// <summary>Standard input.</summary>
    public int Input { get; private set; }

    /// <summary>Standard output.</summary>
    public int Output { get; private set; }

    /// <summary>Standard error.</summary>
    public int Error { get; private set; }

    /// <summary>Hone's end of standard output, when it is a pipe.</summary>
    public OutputPipe? OutputPipe { get; private set; }

    /// <summary>Hone's end of standard error, when it is a pipe.</summary>
    public OutputPipe? ErrorPipe { get; private set; }

    /// <summary>Opens all three, or none and throws the problem.</summary>
    public static ChildFiles Open(SpawnRequest request)
    {
        ChildFiles files = new();
        try
        {
            files.Input = files.OpenInput(request.StdinFile);
            files.Output = files.Connect(request.Stdout, out OutputPipe? output);
            files.OutputPipe = output;
            bool same = request.Stdout is OutputTarget.ToFile && request.Stdout == request.Stderr;
            OutputPipe? error = null;
            files.Error = same ? files.Output : files.Connect(request.Stderr, out error);
            files.ErrorPipe = error;
            return files;
        }
        catch
        {
            files.Abandon();
            throw;
        }
    }

    /// <summary>What to say when the kernel would not open something.</summary>
    public static Problem Refused(string what, int errno) => errno switch
    {
        LibC.Enoent => new(ExitCode.Usage, "file-missing", what + " cannot be opened: a folder of its path does not exist", "make the folder, or mend the path"),
        LibC.Eacces => new(ExitCode.Usage, "file-forbidden", what + " cannot be opened: permission denied", "see the modes of the file and its folders"),
        LibC.Eisdir => new(ExitCode.Usage, "file-is-folder", what + " cannot be opened: it is a folder", "name a file"),
        LibC.Emfile => new(ExitCode.ToolMissing, "too-many-open-files", what + " cannot be opened: too many files are open", "raise the limit: ulimit -n"),
        _ => new(ExitCode.ToolMissing, "open-refused", string.Create(CultureInfo.InvariantCulture, $"{what} cannot be opened (errno {errno})"), "see errno(3)"),
    };

    /// <summary>Closes what only the child needs; the pipes stay.</summary>
    public void Dispose()
    {
        foreach (int fd in _ours)
        {
            _ = LibC.Close(fd);
        }

        _ours.Clear();
    }

    /// <summary>Closes everything, because there is no child.</summary>
    public void Abandon()
    {
        Dispose();
        OutputPipe?.Dispose();
        ErrorPipe?.Dispose();
    }

    // A FIFO without a writer must not hold Hone up: opened without blocking, and blocking again for the child.
    private int OpenInput(string? path)
    {
        if (path is null)
        {
            return Opened(NullFiles.Readable.Take(), "/dev/null");
        }

        if (!Path.Exists(path))
        {
            throw new ProblemException(new(ExitCode.Usage, "stdin-missing", "the file for standard input does not exist", "make it, or mend stdin") { Place = path });
        }

        if (Directory.Exists(path))
        {
            throw new ProblemException(new(ExitCode.Usage, "stdin-is-folder", "standard input must be a file, and this is a folder", "mend stdin") { Place = path });
        }

        int fd = OpenFile(path, LibC.OpenReadOnly | LibC.NonBlocking);
        _ = LibC.Fcntl(fd, LibC.SetFlags, 0);
        return fd;
    }

    private int Connect(OutputTarget target, out OutputPipe? pipe)
    {
        pipe = null;
        switch (target)
        {
            case OutputTarget.Null:
                return Opened(NullFiles.Writable.Take(), "/dev/null");
            case OutputTarget.Discard when NullFiles.Discarding.Take() is int fd and >= 0:
                return Own(fd);
            case OutputTarget.ToFile file:
                return OpenFile(file.Path, Create);
            case OutputTarget.Inherit:
                return StandardError;
            default:
                pipe = OutputPipe.Open(target is OutputTarget.Discard ? new OutputTarget.Drain() : target, out int childEnd);
                return Own(childEnd);
        }
    }

    private int OpenFile(string path, int flags) => Opened(LibC.Open(path, flags | LibC.CloseOnExec, ReadWriteForAll), path);

    private int Opened(int fd, string path) =>
        fd >= 0 ? Own(fd) : throw new ProblemException(Refused("the file", Marshal.GetLastPInvokeError()) with { Place = path });

    // Above the three that the child's are put on, in case that Hone was started with one of them closed.
    private int Own(int fd)
    {
        if (fd < FirstOther)
        {
            int higher = LibC.Fcntl(fd, LibC.DuplicateAbove, FirstOther);
            _ = LibC.Close(fd);
            fd = higher;
        }

        _ours.Add(fd);
        return fd;
    }
}
