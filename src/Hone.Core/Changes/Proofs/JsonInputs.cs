using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hone.Statistics;

namespace Hone.Changes.Proofs;

/// <summary>Inputs made of a JSON document by changing its arrays, at any of the first levels; they are JSON documents as well.</summary>
internal static class JsonInputs
{
    private const int FewestElements = 4;
    private const int Values = 3;
    private const int Deepest = 3;

    /// <summary>Elements of which many are equal, as a whole or in all members but the last; none where no array is long enough.</summary>
    public static IReadOnlyList<DerivedInput> Tied(byte[] bytes) =>
    [
        .. Of(bytes, "half of the elements of each array are equal to another", Repeat),
        .. Of(bytes, "each member of the elements of arrays has one of three values in two of three of them", Equalise),
    ];

    /// <summary>The elements of each array in reverse order.</summary>
    public static IReadOnlyList<DerivedInput> Reversed(byte[] bytes) => Of(bytes, "the elements of each array in reverse order", Reverse);

    private static IReadOnlyList<DerivedInput> Of(byte[] bytes, string what, Func<JsonArray, bool> change)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(bytes);
            return Change(root, change, 0) ? [new(what, Encoding.UTF8.GetBytes(root!.ToJsonString() + "\n"))] : [];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // A key that stands there twice: no tree can be made of it.
            return [];
        }
    }

    // The outermost arrays: what is inside of them moves along.
    private static bool Change(JsonNode? node, Func<JsonArray, bool> change, int depth)
    {
        if (node is JsonArray array)
        {
            return array.Count >= FewestElements && change(array);
        }

        bool changed = false;
        foreach (string name in node is JsonObject members && depth < Deepest ? members.Select(member => member.Key).ToList() : [])
        {
            changed |= Change(node![name], change, depth + 1);
        }

        return changed;
    }

    private static bool Repeat(JsonArray array)
    {
        SeededRandom random = new(0x7135);
        for (int i = 2; i < array.Count; i += 2)
        {
            array[i] = array[random.NextIndex(Math.Min(i, Values))]?.DeepClone();
        }

        return true;
    }

    // The last member stays, so that two elements with equal keys can be told apart.
    private static bool Equalise(JsonArray array)
    {
        SeededRandom random = new(0x7135);
        bool changed = false;
        for (int i = 1; i < array.Count; i++)
        {
            if (i % 3 != 0 && array[i] is JsonObject element && array[random.NextIndex(Math.Min(i, Values))] is JsonObject model)
            {
                foreach (string name in element.Select(member => member.Key).SkipLast(1).Where(model.ContainsKey).ToList())
                {
                    element[name] = model[name]?.DeepClone();
                    changed = true;
                }
            }
        }

        return changed;
    }

    private static bool Reverse(JsonArray array)
    {
        JsonNode?[] elements = [.. array.Select(element => element?.DeepClone())];
        array.Clear();
        foreach (JsonNode? element in elements.AsEnumerable().Reverse())
        {
            array.Add(element);
        }

        return true;
    }
}
