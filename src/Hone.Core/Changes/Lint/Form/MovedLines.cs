using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Lint.Form;

/// <summary>
/// Lines that are taken away in one place and put in another, whatever their indentation: in blocks of at least 20 letters and digits, as
/// <c>git diff --color-moved=blocks</c> has it. Lines that change their indentation where they stand have not moved.
/// </summary>
internal static class MovedLines
{
    private const int LeastLetters = 20;
    private const int MostCandidates = 20;

    /// <summary>The lines of either side that stay where they are, but for blanks.</summary>
    public static IReadOnlySet<ChangedLine> Reindented(Edit edit)
    {
        HashSet<ChangedLine> found = [];
        Dictionary<string, Queue<int>> places = [];
        for (int i = 0; i < edit.Added.Count; i++)
        {
            if (!edit.Added[i].IsBlank)
            {
                string text = EditShapes.Bare(edit.Added[i].Text);
                (places.TryGetValue(text, out Queue<int>? known) ? known : places[text] = new()).Enqueue(i);
            }
        }

        int from = 0;
        foreach (ChangedLine line in edit.Removed.Where(line => !line.IsBlank && places.ContainsKey(EditShapes.Bare(line.Text))))
        {
            Queue<int> queue = places[EditShapes.Bare(line.Text)];
            while (queue.Count > 0 && queue.Peek() < from)
            {
                queue.Dequeue();
            }

            if (queue.Count > 0)
            {
                from = queue.Dequeue() + 1;
                found.Add(line);
                found.Add(edit.Added[from - 1]);
            }
        }

        return found;
    }

    /// <summary>The lines that moved, of both sides.</summary>
    /// <param name="removed">Lines with code that are gone from where they were, in order.</param>
    /// <param name="added">Lines with code that were not there, in order.</param>
    public static IReadOnlySet<ChangedLine> Of(IReadOnlyList<ChangedLine> removed, IReadOnlyList<ChangedLine> added)
    {
        string[] old = [.. removed.Select(line => EditShapes.Bare(line.Text))];
        string[] fresh = [.. added.Select(line => EditShapes.Bare(line.Text))];
        Dictionary<string, List<int>> places = [];
        for (int i = 0; i < old.Length; i++)
        {
            (places.TryGetValue(old[i], out List<int>? known) ? known : places[old[i]] = []).Add(i);
        }

        HashSet<ChangedLine> moved = [];
        bool[] used = new bool[old.Length];
        for (int i = 0; i < fresh.Length;)
        {
            (int at, int length) = (-1, 0);
            foreach (int place in places.GetValueOrDefault(fresh[i], []).Where(place => !used[place]).Take(MostCandidates))
            {
                int same = 0;
                while (i + same < fresh.Length && place + same < old.Length && !used[place + same] && fresh[i + same] == old[place + same])
                {
                    same++;
                }

                (at, length) = same > length ? (place, same) : (at, length);
            }

            bool counts = length > 0 && fresh.Skip(i).Take(length).Sum(line => line.Count(char.IsLetterOrDigit)) >= LeastLetters;
            for (int k = 0; counts && k < length; k++)
            {
                used[at + k] = true;
                moved.Add(removed[at + k]);
                moved.Add(added[i + k]);
            }

            i += counts ? length : 1;
        }

        return moved;
    }
}
