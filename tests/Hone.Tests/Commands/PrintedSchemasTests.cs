using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hone.Cli.Commands;

namespace Hone.Tests.Commands;

/// <summary>What commands print has a schema, all of it.</summary>
public sealed class PrintedSchemasTests
{
    /// <summary>Of tools of the Model Context Protocol alone, which list their schemas themselves; and the state file of hone detect, which nothing prints.</summary>
    private static readonly string[] _elsewhere = ["HotspotsDocument", "LedgerPageDocument", "Document"];

    [Fact]
    public void Every_document_that_names_its_schema_is_listed()
    {
        string[] documents =
        [
            .. typeof(PrintedSchema).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(JsonSerializerContext)))
                .SelectMany(static context => context.GetProperties()).Where(static property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(JsonTypeInfo<>))
                .Select(static property => property.PropertyType.GetGenericArguments()[0])
                .Where(static type => type.GetConstructors().Any(static constructor => constructor.GetParameters() is [{ Name: "Schema" }, ..]))
                .Select(static type => type.Name).Distinct().Except(_elsewhere),
        ];
        Assert.Empty(documents.Except(PrintedSchemas.All.Select(static schema => schema.Type.Name)));
        Assert.True(documents.Length > 40);
    }

    [Fact]
    public void Every_schema_has_a_name_of_its_own_and_says_what_it_is_of()
    {
        Assert.Equal(PrintedSchemas.All.Count, PrintedSchemas.All.Select(static schema => schema.Name).Distinct().Count());
        Assert.All(PrintedSchemas.All, static schema =>
        {
            JsonObject document = schema.Document();
            Assert.Equal("object", (string?)document["type"]);
            Assert.Equal(schema.Id ?? schema.Name, (string?)document["title"]);
            Assert.Equal(schema.Id, (string?)document["properties"]!["schema"]?["const"]);
        });
    }
}
