namespace Hone.Guardrails.History;

/// <summary>The commits of a branch in their order, following first parents: what a history is drawn along.</summary>
public sealed class CommitLine
{
    private readonly IReadOnlyList<string> _commits;
    private readonly Dictionary<string, int> _places;

    /// <summary>Takes the commits, the oldest first.</summary>
    public CommitLine(IReadOnlyList<string> commits)
    {
        _commits = commits;
        _places = new(commits.Count, StringComparer.Ordinal);
        for (int i = 0; i < commits.Count; i++)
        {
            _places[commits[i]] = i;
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _commits.Count;

    /// <summary>The commit at a place.</summary>
    public string this[int place] => _commits[place];

    /// <summary>The place of a commit, from 0; null when it is not on the line.</summary>
    public int? PlaceOf(string commit) => _places.TryGetValue(commit, out int place) ? place : null;
}
