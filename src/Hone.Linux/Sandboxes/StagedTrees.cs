using Hone.Linux.Storage;

namespace Hone.Linux.Sandboxes;

/// <summary>
/// Trees that are built and run at one path, one at a time: the others are put aside meanwhile, so that no path, length of a path or name tells
/// a program which of them it is. The folders that its runs write to are one and the same as well. What it costs to make a file goes by the
/// folder: ext4 looks for a free inode from the folder's own group of blocks on, and passes over those deleted lately. Not safe to use from
/// several threads.
/// </summary>
public sealed class StagedTrees : IDisposable
{
    private readonly TreePlace _place = new();
    private readonly OutputShelf _shelf;
    private readonly SortedDictionary<int, Staged> _trees = [];
    private HashSet<string> _shared = [];
    private int? _holder;
    private int? _now;

    /// <summary>A place for trees, in the folder for temporary files.</summary>
    public StagedTrees()
    {
        Stage = Path.Combine(_place.Folder, "stage");
        _shelf = new(Path.Combine(_place.Folder, Path.GetRandomFileName()));
    }

    /// <summary>Where a tree lies while it is built and run, absolute.</summary>
    public string Stage { get; }

    /// <summary>The folder that all of it is in, absolute.</summary>
    public string Folder => _place.Folder;

    /// <summary>Outputs that had to be deleted between runs, for want of space.</summary>
    public long Deleted => _shelf.Deleted;

    /// <summary>The number of the tree that is on the stage; null for none.</summary>
    public int? Now => _now;

    /// <summary>How many trees there are.</summary>
    public int Count => _trees.Count;

    /// <summary>A tree, as it lies on the stage when it is its turn.</summary>
    public BuildTree this[int number] => _trees.TryGetValue(number, out Staged? staged) ? staged.Tree : throw new InvalidOperationException("this tree was not built");

    /// <summary>Whether there is a tree of that number.</summary>
    public bool Has(int number) => _trees.ContainsKey(number);

    /// <summary>Where a tree lies while it is not its turn, absolute.</summary>
    public string Aside(int number) => _trees[number].Aside;

    /// <summary>Makes a tree on the stage, in the place of the one of that number. It is built there, and then <see cref="Share"/> is called.</summary>
    public BuildTree Make(int number, BuildTreePlan plan, CancellationToken cancellation)
    {
        PutAside();
        Remove(number);
        BuildTree tree = BuildTree.CreateAt(plan, Stage, cancellation);
        tree.Shelf = _shelf;
        _trees[number] = new(tree, Path.Combine(Folder, Path.GetRandomFileName()));
        _now = number;
        return tree;
    }

    /// <summary>
    /// Says that the tree on the stage is built. From here on nothing in it leads back to the repository, folders that runs make among their outputs
    /// are taken away like files, and those outputs that are empty folders in every tree are shared, with the home and the temporary folder.
    /// </summary>
    /// <param name="outputs">Files and folders, relative to the project folder.</param>
    public void Share(IReadOnlyList<string> outputs)
    {
        Staged built = _trees[_now!.Value];
        File.Delete(Path.Combine(built.Tree.Source, ".git"));
        built.Tree.KeepOutputFolders(outputs);
        built.Empty = [.. built.Tree.EmptyFolders(outputs).Select(folder => Path.GetRelativePath(Stage, folder))];
        HashSet<string> before = _shared;
        _shared = [.. _trees.Values.Select(tree => tree.Empty).Aggregate((all, next) => [.. all.Intersect(next)])];
        EachHas(before.Except(_shared));
        if (_holder is int holder)
        {
            Give(_now.Value, holder);
        }

        _holder = _now;
    }

    /// <summary>Puts a tree on the stage, with the shared folders.</summary>
    public void Put(int number)
    {
        if (_now != number)
        {
            Staged next = _trees[number];
            PutAside();
            Directory.Move(next.Aside, Stage);
            _now = number;
        }

        if (_holder is int holder && holder != number)
        {
            Give(number, holder);
            _holder = number;
        }
    }

    /// <summary>Clears the stage.</summary>
    public void PutAside()
    {
        if (_now is int other)
        {
            Directory.Move(Stage, _trees[other].Aside);
            _now = null;
        }
    }

    /// <summary>Clears the stage, and gives each tree folders of its own, for those who need several trees at once.</summary>
    public void Part()
    {
        PutAside();
        EachHas(_shared);
    }

    /// <summary>Removes a tree, if there is one of that number.</summary>
    public void Remove(int number)
    {
        if (!Has(number))
        {
            return;
        }

        if (_holder == number)
        {
            _holder = _trees.Keys.Where(other => other != number).Cast<int?>().FirstOrDefault();
            if (_holder is int other)
            {
                Give(other, number);
            }
        }

        TreePlace.Remove(Of(number));
        _ = _trees.Remove(number);
        _now = _now == number ? null : _now;
    }

    /// <inheritdoc/>
    public void Dispose() => _place.Dispose();

    private void Give(int to, int from)
    {
        foreach (string folder in _shared)
        {
            Move(Path.Combine(Of(from), folder), Path.Combine(Of(to), folder));
        }
    }

    private void Move(string from, string to)
    {
        if (!IsFolder(from))
        {
            return;
        }

        // Onto an empty folder a folder can be moved.
        if (IsFolder(to) && Directory.EnumerateFileSystemEntries(to).Any())
        {
            _shelf.Put(to);
        }

        _ = Libc.Rename(from, to);
    }

    private void EachHas(IEnumerable<string> folders)
    {
        foreach (string folder in folders)
        {
            foreach (int number in _trees.Keys)
            {
                Directory.CreateDirectory(Path.Combine(Of(number), folder));
            }
        }
    }

    private string Of(int number) => _now == number ? Stage : _trees[number].Aside;

    private static bool IsFolder(string path) => Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null;

    private sealed record Staged(BuildTree Tree, string Aside)
    {
        public IReadOnlyList<string> Empty { get; set; } = [];
    }
}
