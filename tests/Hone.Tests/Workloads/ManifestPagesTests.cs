using System.Text.Json;
using Hone.Workloads;

namespace Hone.Tests.Workloads;

/// <summary>The pages that are rendered from the table of keys; HONE_ACCEPT=1 writes them.</summary>
public sealed class ManifestPagesTests
{
    [Fact]
    public void The_committed_schema_is_the_rendered_one()
    {
        using JsonDocument schema = JsonDocument.Parse(ManifestSchema.Render());
        Assert.Equal("integer", schema.RootElement.GetProperty("properties").GetProperty("workload").GetProperty("items").GetProperty("properties").GetProperty("runs").GetProperty("type").GetString());
        Check("docs/hone.schema.json", ManifestSchema.Render());
    }

    [Fact]
    public void The_committed_reference_page_is_the_rendered_one() => Check("docs/manifest.md", ManifestReference.Render());

    private static void Check(string path, string rendered)
    {
        string file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("HONE_ACCEPT") == "1")
        {
            File.WriteAllText(file, rendered);
        }

        Assert.Equal(rendered, File.ReadAllText(file));
    }
}
