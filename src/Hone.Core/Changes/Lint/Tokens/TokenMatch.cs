using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Lint.Tokens;

/// <summary>Where something stands that a patch brings in.</summary>
/// <param name="What">What it is.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line.</param>
/// <param name="Edit">The edit.</param>
/// <param name="Token">Which token of the edit's side.</param>
internal sealed record TokenMatch(string What, FileReading File, ChangedLine Line, Edit Edit, int Token);
