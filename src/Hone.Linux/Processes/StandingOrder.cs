using System.Runtime.CompilerServices;

namespace Hone.Linux.Processes;

/// <summary>
/// What is the same each time that one request is started, found out once: a comparison starts the same requests a thousand times.
/// Hone's own environment is taken as it is at the first start, and so is the file that PATH leads to.
/// </summary>
internal sealed class StandingOrder
{
    private static readonly ConditionalWeakTable<SpawnRequest, StandingOrder> _known = [];
    private static readonly string _ownMarker = Trees.Variable + "=";

    private readonly string[] _variables;

    private StandingOrder(SpawnRequest request)
    {
        Path = ProgramLookup.Require(request);
        Argv = request.Argv;
        Folder = request.WorkingDirectory;
        Settings = ChildSettings.Of(request);
        _variables = [.. ChildEnvironment.Of(request.Environment, request.ClearEnvironment).Where(variable => !variable.StartsWith(_ownMarker, StringComparison.Ordinal))];
        MarkerPlace = _variables.Count(variable => string.CompareOrdinal(variable, _ownMarker) < 0);
    }

    /// <summary>The program, for execve(2) in the folder.</summary>
    public string Path { get; }

    /// <summary>What it gets as its arguments, its own name first.</summary>
    public IReadOnlyList<string> Argv { get; }

    /// <summary>Where it starts.</summary>
    public string Folder { get; }

    /// <summary>What else the kernel is asked for.</summary>
    public ChildSettings Settings { get; }

    /// <summary>Where the marker of its tree stands in its environment, which is sorted.</summary>
    public int MarkerPlace { get; }

    /// <summary>Its environment, as NAME=value.</summary>
    /// <param name="marker">The marker of its tree, as NAME=value.</param>
    public IReadOnlyList<string> Variables(string marker) => [.. _variables[..MarkerPlace], marker, .. _variables[MarkerPlace..]];

    /// <summary>The order of a request, or the problem of what is missing for it.</summary>
    public static StandingOrder Of(SpawnRequest request) => _known.GetValue(request, static request => new(request));

    /// <summary>Forgets it: what it rests on may have changed.</summary>
    public static void Forget(SpawnRequest request) => _known.Remove(request);
}
