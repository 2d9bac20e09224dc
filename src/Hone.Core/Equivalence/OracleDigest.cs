using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence;

/// <summary>One hash over what a manifest states of its oracle, so that a measurement is not taken for one of another oracle.</summary>
public static class OracleDigest
{
    /// <summary>SHA-256, in hexadecimal digits, over the runs that are compared, the normalisers and the invariants, in the order of the manifest.</summary>
    public static string Of(Project project)
    {
        StringBuilder text = new();
        foreach (OracleCase run in OracleCase.All(project, project.Workloads))
        {
            Add(text, "run", run.Name, run.Workload, run.Command.Text, run.StdinFile, run.ExpectedExit.ToString(CultureInfo.InvariantCulture));
            Add(text, ["inputs", .. run.Inputs]);
            Add(text, ["outputs", .. run.Outputs]);
        }

        foreach (NormaliserSettings rule in project.Oracle.Normalisers)
        {
            Add(text, "normaliser", rule.Workload, rule.Case, rule.Channel, rule.ToString());
        }

        foreach (InvariantSettings invariant in project.Oracle.Invariants)
        {
            Add(text, "invariant", invariant.Name, invariant.Workload, invariant.Case, invariant.Holds);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // With its length before it, no part can be taken for two.
    private static void Add(StringBuilder text, params string?[] parts)
    {
        text.Append(CultureInfo.InvariantCulture, $"{parts.Length}:");
        foreach (string? part in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part}");
        }
    }
}
