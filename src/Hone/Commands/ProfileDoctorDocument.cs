using System.Text.Json.Serialization;
using Hone.Profiling;

namespace Hone.Cli.Commands;

/// <summary>What <c>hone profile doctor --json</c> prints; parts are of 1.</summary>
internal sealed record ProfileDoctorDocument(string Schema, IReadOnlyList<ProfileDoctorDocument.Entry> Profiles)
{
    public const string Version = "hone.profile-doctor/1";

    public static Entry Describe(string name, Profile profile, SymbolQuality quality) => new(
        name,
        profile.Kind.Name(),
        profile.Collector,
        quality.FullyNamed.Value,
        quality.Rooted.Value,
        quality.Origins.ToDictionary(part => part.Origin.ToString().ToLowerInvariant(), part => part.Named.Value),
        [.. quality.Unnamed.Select(module => new File(module.Module, module.Share.Value, module.Leaf.Value, module.Cause, module.Remedy))],
        profile.Notes);

    /// <summary>One profile.</summary>
    internal sealed record Entry(string Profile, string Kind, string Collector, double FullyNamed, double Rooted, IReadOnlyDictionary<string, double> NamedByOrigin, IReadOnlyList<File> Unnamed, IReadOnlyList<string> Notes);

    /// <summary>A file with functions that have no name.</summary>
    internal sealed record File(string Module, double Share, double Leaf, string Cause, string Remedy);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProfileDoctorDocument))]
internal sealed partial class ProfileDoctorJson : JsonSerializerContext;
