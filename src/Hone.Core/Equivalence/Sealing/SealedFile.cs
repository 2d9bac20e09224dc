using System.Text;

namespace Hone.Equivalence.Sealing;

/// <summary>
/// A file as a seal sees it: its content, whether its owner may execute it, and every link on the way to it. Times, other permission
/// bits and the inode are not looked at: a checkout, a copy and a file written again with the same bytes are the same file.
/// </summary>
/// <param name="Form"><c>file</c>, <c>folder</c>, <c>missing</c> (behind a link), <c>unreadable</c> or <c>other</c> (a pipe, a socket, a device).</param>
public sealed record SealedFile(string Form)
{
    private const string Separator = "; ";
    private const string Arrow = " -> ";
    private const string Through = "through ";
    private const string LinkWord = "link";
    private const string Executable = ", executable";
    private const string HashWord = " sha256:";

    /// <summary>SHA-256 of the content, 64 lower-case hexadecimal digits; null of what is no file.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Whether the owner may execute it, the one permission that git keeps.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>Where it points when it is a link itself.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>The first folder of its path that is a link, with its target; null for a path without.</summary>
    public string? LinkedFolder { get; init; }

    /// <summary>The state as text: <c>[through FOLDER -> TARGET; ][link -> TARGET; ]FORM[, executable][ sha256:HEX]</c>.</summary>
    public string Write()
    {
        StringBuilder text = new();
        if (LinkedFolder is not null)
        {
            text.Append(Through).Append(LinkedFolder).Append(Separator);
        }

        if (LinkTarget is not null)
        {
            text.Append(LinkWord).Append(Arrow).Append(LinkTarget).Append(Separator);
        }

        text.Append(Form).Append(IsExecutable ? Executable : "");
        return Sha256 is null ? text.ToString() : text.Append(HashWord).Append(Sha256).ToString();
    }

    /// <summary>Reads the text again; null when it is no file's state.</summary>
    public static SealedFile? Read(string state)
    {
        string? folder = null;
        string? link = null;
        if (state.StartsWith(Through, StringComparison.Ordinal))
        {
            (folder, state) = Cut(state[Through.Length..]);
        }

        if (state.StartsWith(LinkWord + Arrow, StringComparison.Ordinal))
        {
            // The content stands last, and its form holds no separator: a target may.
            int end = state.LastIndexOf(Separator, StringComparison.Ordinal);
            (link, state) = end < 0 ? (state, "") : (state[(LinkWord + Arrow).Length..end], state[(end + Separator.Length)..]);
        }

        string[] parts = state.Split(HashWord);
        bool executable = parts[0].EndsWith(Executable, StringComparison.Ordinal);
        string form = executable ? parts[0][..^Executable.Length] : parts[0];
        return form is "file" or "folder" or "missing" or "unreadable" or "other" && parts.Length <= 2
            ? new(form) { Sha256 = parts.Length == 2 ? parts[1] : null, IsExecutable = executable, LinkTarget = link, LinkedFolder = folder }
            : null;
    }

    /// <summary>How <paramref name="now"/> differs from this state, as the rest of a sentence; null when it does not.</summary>
    public string? Difference(SealedFile now) =>
        this == now ? null
        : now.LinkedFolder != LinkedFolder && now.LinkedFolder is not null ? $"lies behind a link now ({now.LinkedFolder})"
        : now.LinkTarget != LinkTarget && now.LinkTarget is not null ? $"is a link to {now.LinkTarget} now"
        : now.Form != Form ? $"was a {Form} and is {(now.Form is "missing" or "unreadable" ? now.Form : "a " + now.Form)} now"
        : now.Sha256 != Sha256 ? $"has other content (sealed {Short(Sha256)}, now {Short(now.Sha256)})"
        : now.IsExecutable != IsExecutable ? now.IsExecutable ? "may be executed now" : "may no longer be executed"
        : "is no longer the link that was sealed";

    private static (string Before, string After) Cut(string text)
    {
        int end = text.IndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? (text, "") : (text[..end], text[(end + Separator.Length)..]);
    }

    private static string Short(string? hash) => hash is null ? "none" : hash[..Math.Min(12, hash.Length)];
}
