using Hone.Equivalence;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>An input with other bytes for one run; disposing it puts the old ones back, whatever the run did to the place.</summary>
internal sealed class PlacedInput : IDisposable
{
    private readonly Scratch? _scratch;
    private readonly Replaced? _replaced;

    private PlacedInput(Scratch? scratch, string? stdin, Replaced? replaced) => (_scratch, Stdin, _replaced) = (scratch, stdin, replaced);

    /// <summary>The file that takes the place of standard input; null for the case's own.</summary>
    public string? Stdin { get; }

    /// <summary>
    /// Where an input lies, by a path without links inside the place's tree. Null when that is outside: what lies there is somebody's own, and
    /// what other runs read at the same time, so that it is not replaced.
    /// </summary>
    public static string? Find(RunPlace place, string input)
    {
        string path = Path.GetFullPath(Path.Combine(place.Folder, input));

        // A link at the path itself is replaced and not followed.
        return PathLinks.Inside(place.Tree ?? place.Folder, Path.GetDirectoryName(path)!) is string folder ? Path.Combine(folder, Path.GetFileName(path)) : null;
    }

    /// <summary>Puts the place's input where the case reads it.</summary>
    public static PlacedInput Put(Session session, OracleCase @case, RunPlace place)
    {
        if (place.Input is not InputBytes input)
        {
            return new(null, null, null);
        }

        Scratch scratch = new();
        try
        {
            if (input.Path == FuzzSettings.StandardInput || input.Path == @case.StdinFile)
            {
                string stdin = Path.Combine(scratch.Folder, "stdin");
                File.WriteAllBytes(stdin, input.Bytes);
                return new(scratch, stdin, null);
            }

            if (Path.GetFullPath(place.Folder) == Path.GetFullPath(session.Folder))
            {
                throw new InvalidOperationException("an input of the project folder itself is never replaced");
            }

            string path = Find(place, input.Path) ?? throw new ProblemException(new(
                ExitCode.Usage, "input-outside", "the input lies behind a link that leads out of the project, or to nothing, and is not replaced by another", "put the file itself into the project, or vary another: [oracle.fuzz] input")
            { Place = input.Path });
            if (OutputWatch.KindOf(path).Kind == "folder")
            {
                throw new ProblemException(new(ExitCode.Usage, "input-folder", "the input is a folder, which one file cannot take the place of", "name a file in it: [oracle.fuzz] input") { Place = input.Path });
            }

            Replaced replaced = new(place.Tree ?? place.Folder, path, Path.Combine(scratch.Folder, "input"), place.Watch);
            try
            {
                replaced.By(input.Bytes);
            }
            catch
            {
                replaced.PutBack();
                throw;
            }

            return new(scratch, null, replaced);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            scratch.Dispose();
            throw DiskProblem.From(error, input.Path);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            _replaced?.PutBack();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, _replaced!.At);
        }
        finally
        {
            _scratch?.Dispose();
        }
    }

    /// <summary>A file of a tree that another takes the place of.</summary>
    private sealed class Replaced(string tree, string path, string saved, IInputWatch? watch)
    {
        private bool _isTaken;
        private bool _isSaved;
        private string? _link;

        public string At => path;

        public void By(byte[] bytes)
        {
            // First, since it fails where a file is on the way, and then nothing has been taken.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            watch?.Taking(path);

            // A link is made anew: moved to another disk it would become what it leads to.
            _link = new FileInfo(path).LinkTarget;
            if (_link is not null)
            {
                File.Delete(path);
            }
            else if (File.Exists(path))
            {
                File.Move(path, saved);
                _isSaved = true;
            }

            _isTaken = true;
            File.WriteAllBytes(path, bytes);
        }

        public void PutBack()
        {
            if (!_isTaken)
            {
                return;
            }

            // The run may have made a folder of it, or a file or a link of a folder on the way.
            TreeFiles.Clear(tree, path);
            if (_isSaved || _link is not null)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if (_link is not null)
                {
                    File.CreateSymbolicLink(path, _link);
                }
                else
                {
                    File.Move(saved, path);
                }
            }

            watch?.PutBack(path);
        }
    }
}
