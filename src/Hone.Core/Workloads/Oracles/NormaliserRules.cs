namespace Hone.Workloads.Oracles;

/// <summary>What the manifest alone can tell to be wrong with its normalisers; the rest needs recordings.</summary>
internal static class NormaliserRules
{
    /// <summary>Checks each one, and those of one channel together.</summary>
    public static void Check(IReadOnlyList<NormaliserSettings> normalisers, IReadOnlyList<InvariantSettings> invariants, IReadOnlyList<ManifestValues> tables, ManifestErrors errors)
    {
        foreach (ManifestValues values in tables)
        {
            if (values.Get<string>("kind") is { } name)
            {
                CheckKeys(values, NormaliserSettings.Parse(name), errors);
                CheckMultiset(values, NormaliserSettings.Parse(name), invariants, errors);
            }
        }

        for (int later = 0; later < normalisers.Count; later++)
        {
            for (int earlier = 0; earlier < later && normalisers.Count == tables.Count; earlier++)
            {
                if (Clash(normalisers[earlier], normalisers[later]) is (string rule, string what, string next))
                {
                    errors.Add(tables[later].At, rule, $"{what} ({normalisers[earlier].Place} is the other)", next);
                }
            }
        }
    }

    private static void CheckKeys(ManifestValues values, NormaliserKind kind, ManifestErrors errors)
    {
        string name = NormaliserSettings.NameOf(kind);
        bool takesPath = kind is NormaliserKind.JsonDrop or NormaliserKind.JsonTolerate;
        bool takesTolerance = kind is NormaliserKind.FloatingPoint or NormaliserKind.JsonTolerate;
        Owed("path", takesPath, "\"$.meta.time\"");
        Owed("columns", kind == NormaliserKind.Csv, "[\"seconds\"]");
        foreach (string key in new[] { "relative", "absolute", "ulp" })
        {
            Unused(key, takesTolerance);
        }

        Unused("invariant", kind == NormaliserKind.Multiset);
        if (values.Get<string>("path") is { } path && JsonPlace.Parse(path, out string reason) is null)
        {
            errors.Add(values.PlaceOf("path"), "bad-json-path", $"path {reason}", "write $, .name, ['name'], [0], [-1] and [*], such as $.items[*].id");
        }

        void Owed(string key, bool owed, string example)
        {
            Unused(key, owed);
            if (owed && !values.Has(key))
            {
                errors.Add(values.At, "missing-key", $"a normaliser of kind {name} has no {key}", $"add {key} = {example}");
            }
        }

        void Unused(string key, bool used)
        {
            if (!used && values.Has(key))
            {
                errors.Add(values.PlaceOf(key), "unused-key", $"a normaliser of kind {name} takes no {key}", "remove the key");
            }
        }
    }

    private static void CheckMultiset(ManifestValues values, NormaliserKind kind, IReadOnlyList<InvariantSettings> invariants, ManifestErrors errors)
    {
        if (kind != NormaliserKind.Multiset)
        {
            return;
        }

        string? named = values.Get<string>("invariant");
        if (named is null && !values.Has("invariant"))
        {
            errors.Add(values.At, "multiset-needs-invariant", "a multiset gives up the order of the lines, and names no invariant that makes up for it",
                "add invariant = \"NAME\" with an [[oracle.invariant]] that says what of the order must hold, such as sorted(column(csv(stdout), 'count'), desc)");
        }
        else if (named is not null && !invariants.Any(invariant => invariant.Name == named))
        {
            errors.Add(values.PlaceOf("invariant"), "multiset-needs-invariant", $"the multiset names the invariant {ManifestErrors.Quote(named)}, and there is none of that name",
                invariants.Count == 0 ? "add an [[oracle.invariant]] of that name" : "the manifest has: " + string.Join(", ", invariants.Select(invariant => invariant.Name)));
        }
    }

    private static (string Rule, string What, string Next)? Clash(NormaliserSettings left, NormaliserSettings right)
    {
        if (left.Channel != right.Channel || !Meet(left, right))
        {
            return null;
        }

        if (left.ToString() == right.ToString())
        {
            return ("duplicate-normaliser", $"{left.Channel} has the normaliser {left} twice", "remove one of them");
        }

        bool multiset = left.Kind == NormaliserKind.Multiset || right.Kind == NormaliserKind.Multiset;
        if (multiset)
        {
            NormaliserKind other = left.Kind == NormaliserKind.Multiset ? right.Kind : left.Kind;
            return other == NormaliserKind.Unpack
                ? null
                : ("multiset-alone", $"{left.Channel} is compared as a multiset of lines, whose places {NormaliserSettings.NameOf(other)} cannot tell apart", "keep one of the two, or have the program print what changes into a file or stream of its own");
        }

        bool json = IsJson(left.Kind) || IsJson(right.Kind);
        return json && (left.Kind == NormaliserKind.Csv || right.Kind == NormaliserKind.Csv)
            ? ("two-formats", $"{left.Channel} is read as JSON and as CSV", "keep one of the two")
            : null;
    }

    private static bool IsJson(NormaliserKind kind) => kind is NormaliserKind.Json or NormaliserKind.JsonDrop or NormaliserKind.JsonTolerate;

    // Whether some run could be about both; a case's workload is not looked up: too strict by a case named beside its own workload.
    private static bool Meet(NormaliserSettings left, NormaliserSettings right) =>
        left.Case is not null && right.Case is not null ? left.Case == right.Case
        : left.Case is not null || right.Case is not null || left.Workload is null || right.Workload is null || left.Workload == right.Workload;
}
