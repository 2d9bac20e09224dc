namespace Hone.Cli.Steps.Oracle;

/// <summary>Watches a tree for what runs do to its files, and is told when Hone itself moves one: a move shows in a file's marks as an edit does.</summary>
internal interface IInputWatch
{
    /// <summary>An input is about to be taken away, if it is there, so that another can lie in its place for one run; what runs did to it until now is theirs.</summary>
    /// <param name="path">The file, absolute.</param>
    void Taking(string path);

    /// <summary>All is again as it was when it was taken.</summary>
    /// <param name="path">The file, absolute.</param>
    void PutBack(string path);
}
