namespace Hone.EndToEnd.Documents;

/// <summary>Something in a page that a reader is meant to type.</summary>
/// <param name="Line">The line of the page that it begins at.</param>
/// <param name="Script">What a shell gets.</param>
/// <param name="ExitCode">How it must end; the info string <c>sh exit=N</c> states another one than 0.</param>
/// <param name="IsRun">False where the info string says <c>no-run</c>.</param>
internal sealed record CommandBlock(int Line, string Script, int ExitCode, bool IsRun)
{
    /// <summary>The first line, by which a block is named.</summary>
    public string FirstLine => Script.Split('\n')[0];
}
