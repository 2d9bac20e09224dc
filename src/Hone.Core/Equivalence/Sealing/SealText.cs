using System.Text.RegularExpressions;
using Hone.Workloads;

namespace Hone.Equivalence.Sealing;

/// <summary>The sentences about what is not as it was sealed, and what to do then.</summary>
internal static partial class SealText
{
    /// <summary>The command that renews a seal.</summary>
    public const string Renew = "hone seal --owner --because REASON";

    /// <summary>One sentence on one difference.</summary>
    public static string What(string rule, SealedKind kind, string name, string? then, string? now)
    {
        string thing = $"{kind.Word} {Shown(kind, name)}";
        (then, now) = (Short(then), Short(now));
        return rule switch
        {
            SealComparison.Removed when kind == SealedKind.Variable => $"{thing} was set when the project was sealed, and is not set now",
            SealComparison.Removed when kind == SealedKind.Tool => $"{thing} is no longer on PATH (sealed: {then})",
            SealComparison.Removed => $"{thing} is gone",
            SealComparison.Planted when kind == SealedKind.Variable => $"{thing} is set, and was not when the project was sealed",
            SealComparison.Planted when kind == SealedKind.BuildFile || kind == SealedKind.Above => $"{thing} is new: the build would read it",
            SealComparison.Planted => $"{thing} is new",
            _ => $"{thing} {Change(kind, then!, now!)}",
        };
    }

    /// <summary>The step that takes a difference back.</summary>
    public static string Next(string rule, SealedKind kind, string name)
    {
        bool planted = rule == SealComparison.Planted;
        string back = kind.Name switch
        {
            "ledger" => "restore the record: git checkout -- .hone",
            "golden" or "golden-copy" => planted ? $"remove it, or restore the record: git checkout -- .hone" : "restore the record: git checkout -- .hone",
            "submodule" => "git submodule update",
            "git-setting" => planted ? $"git config --local --unset-all {ShellQuoting.Quote(name)}" : $"set it again as it was: git config --local {ShellQuoting.Quote(name)} VALUE",
            "git-file" => planted ? $"remove {name} from git's own folder" : $"restore {name} in git's own folder",
            "tool" => "put the sealed program back, or mend PATH",
            "variable" => planted ? "unset " + name : $"set {name} as it was",
            "above" => planted ? "remove it there" : "restore it there",
            "home" => planted ? $"remove ~/{name}" : $"restore ~/{name}",
            "hone" => "use the version that sealed the project",
            "made-build-file" => $"remove {ShellQuoting.Quote(name)} and let the build make it again",
            "made-input" => $"remove {ShellQuoting.Quote(name)} and let the prepare command make it again",
            _ => planted ? "rm -- " + ShellQuoting.Quote(name) : "git checkout -- " + ShellQuoting.Quote(name),
        };
        return $"{back}; or, if it is meant: {Renew}";
    }

    // Twelve digits tell two hashes apart for a person; the whole state is in the finding.
    private static string? Short(string? state) => state is null ? null : LongHash().Replace(state, match => match.Value[..12]);

    private static string Shown(SealedKind kind, string name) => kind.Name switch
    {
        "home" => "~/" + name,
        _ => name,
    };

    private static string Change(SealedKind kind, string then, string now) => kind.Name switch
    {
        "variable" or "git-setting" => "has another value than when the project was sealed",
        "ledger" => $"does not go on from where it was sealed: sealed at {then}, there is {now}",
        "golden" => $"is not the one that was sealed (sealed {then}, now {now})",
        "submodule" => $"was moved or edited (sealed {then}, now {now})",
        "tool" or "hone" => $"is another one (sealed {then}, now {now})",
        "above" => $"is not the same (sealed {then}, now {now})",
        _ => SealedFile.Read(then) is SealedFile before && SealedFile.Read(now) is SealedFile after && before.Difference(after) is string difference
            ? difference
            : $"is not the same (sealed {then}, now {now})",
    };

    [GeneratedRegex(@"\b[0-9a-f]{40,64}\b", RegexOptions.CultureInvariant)]
    private static partial Regex LongHash();
}
