namespace Hone.Workloads;

/// <summary>Collects where the values of a manifest stand, for <see cref="Project.Places"/>.</summary>
internal sealed class ManifestPlaces(ManifestErrors errors)
{
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    /// <summary>All that was collected.</summary>
    public IReadOnlyDictionary<string, string> All => _places;

    /// <summary>Adds one value's place.</summary>
    public void Add(string key, TextPlace at) => _places[key] = errors.PlaceOf(at);

    /// <summary>Adds the place of the table itself and of each of its values, and of each item of a list of paths.</summary>
    public void AddAll(string table, ManifestValues values)
    {
        Add(table, values.At);
        foreach (string key in values.Keys)
        {
            Add(table + "." + key, values.PlaceOf(key));
            if (values.Get<object>(key) is List<(string Path, TextPlace At)> paths)
            {
                for (int index = 0; index < paths.Count; index++)
                {
                    Add($"{table}.{key}[{index}]", paths[index].At);
                }
            }
        }
    }
}
