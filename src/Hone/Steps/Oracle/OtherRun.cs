using System.Text;
using Hone.Equivalence;
using Hone.Equivalence.Invariants;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>Another run that an invariant asks for: of other arguments, or with other content of an input, in a shadow of the folder.</summary>
internal static class OtherRun
{
    /// <summary>What the run did.</summary>
    public static IObserved Make(Session session, OracleCase @case, RunPlace place, RunRequest request)
    {
        InputBytes? input = request.Inputs.Count > 0 ? new(request.Inputs.First().Key, request.Inputs.First().Value.ToArray())
            : request.Stdin is ReadOnlyMemory<byte> stdin ? new(FuzzSettings.StandardInput, stdin.ToArray())
            : place.Input;
        if (request.Command is { } words)
        {
            @case = @case with { Command = @case.Command with { Words = [.. words.Select(word => Encoding.UTF8.GetString(word.Span))], Shell = false } };
        }

        using ShadowTree shadow = new(place.Folder, [.. @case.Outputs], input is null || input.Path == FuzzSettings.StandardInput ? [] : [input.Path]);
        RunPlace there = place with { Folder = shadow.Folder, Tree = null, Input = input };
        Seen seen = Observing.Once(session, @case, there);
        return new ObservedRun
        {
            Channels = seen.Observation.Channels.ToDictionary(channel => channel.Name, channel => seen.Bytes.TryGetValue(channel.Name, out byte[]? bytes) ? ObservedContent.Of(bytes) : ObservedContent.NotKept),
            Command = @case.Command.Argv,
        };
    }
}
