using System.Text.Json;
using Hone.Profiling.Formats.Input;

namespace Hone.Profiling.Formats.Firefox;

/// <summary>One thread of a processed profile: its name, its samples added up by stack, and its own tables where it has them.</summary>
internal sealed class FirefoxThread
{
    private readonly List<int> _stacks = [];
    private readonly List<decimal> _weights = [];

    /// <summary>The thread's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What its weights are: <c>samples</c>, <c>tracing-ms</c> or <c>bytes</c>.</summary>
    public string WeightType { get; private set; } = "samples";

    /// <summary>The tables of this thread alone; null when it uses the shared ones.</summary>
    public FirefoxTables? Tables { get; private set; }

    /// <summary>Reads the thread whose beginning was taken; what there is of one that is cut off stays.</summary>
    public void Read(JsonInput json)
    {
        FirefoxTables tables = new();
        if (json.Token != JsonTokenType.StartObject)
        {
            throw json.Malformed("a thread is expected");
        }

        Tables = tables;
        while (json.NextKey())
        {
            if (json.Is("name"u8))
            {
                Name = json.ReadText();
            }
            else if (json.Is("samples"u8))
            {
                ReadSamples(json);
            }
            else if (!tables.TryRead(json))
            {
                json.SkipValue();
            }
        }
    }

    /// <summary>The thread's weights by stack, in Hone's unit.</summary>
    public Dictionary<int, long> Sums(UnitScale scale)
    {
        Dictionary<int, long> sums = [];
        for (int i = 0; i < _stacks.Count; i++)
        {
            // Without a column of weights each sample counts once; with one, a sample beyond its end does not.
            long weight = _weights.Count == 0 ? scale.Scale(1) : i < _weights.Count ? scale.Scale(_weights[i]) : 0;
            sums[_stacks[i]] = sums.GetValueOrDefault(_stacks[i]) + weight;
        }

        return sums;
    }

    private void ReadSamples(JsonInput json)
    {
        if (!json.IsObject())
        {
            return;
        }

        while (json.NextKey())
        {
            if (json.Is("stack"u8) && json.IsArray())
            {
                while (json.NextElement())
                {
                    _stacks.Add(_stacks.Count < TooLarge.MostSamples ? json.Index() : throw TooLarge.Problem("samples"));
                }
            }
            else if (json.Is("weight"u8) && json.IsArray())
            {
                while (json.NextElement())
                {
                    _weights.Add(_weights.Count == TooLarge.MostSamples ? throw TooLarge.Problem("weights") : json.Token == JsonTokenType.Null ? 0 : json.Number());
                }
            }
            else if (json.Is("weightType"u8))
            {
                WeightType = json.ReadText();
            }
            else if (json.Token == JsonTokenType.PropertyName)
            {
                json.SkipValue();
            }
        }
    }
}
