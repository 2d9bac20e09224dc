using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary>A document with its command; <c>id</c> is left out where the document has no <c>schema</c> member.</summary>
internal sealed record SchemaDocument(string Name, string? Id, string Command);

/// <summary>The documents that commands print.</summary>
internal sealed record SchemasDocument(string Schema, IReadOnlyList<SchemaDocument> Schemas);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SchemasDocument))]
internal sealed partial class SchemaJson : JsonSerializerContext;

/// <summary><c>hone schema [NAME]</c>: the JSON Schema of what commands print with <c>--json</c>.</summary>
internal static class SchemaCommand
{
    private static readonly JsonWriterOptions _indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        Argument<string?> name = new("name")
        {
            Description = "The document, such as status; without it they are listed.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "name",
        };
        name.CompletionSources.Add([.. PrintedSchemas.All.Select(schema => schema.Name)]);
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "schema",
            """
            The JSON Schema (draft 2020-12) of what a command prints with --json. Within a version names stay and members may be added.

            Examples:
              hone schema
              hone schema status > status.schema.json
            """)
        {
            name,
            json,
        };
        Front.Attach(command, json, front =>
        {
            if (front.Arguments.GetValue(name) is not string wanted)
            {
                front.Print(
                    new SchemasDocument("hone.schemas/1", [.. PrintedSchemas.All.Select(schema => new SchemaDocument(schema.Name, schema.Id, schema.Command))]), SchemaJson.Default.SchemasDocument, List);
                return ExitCode.Holds;
            }

            PrintedSchema found = PrintedSchemas.All.FirstOrDefault(schema => schema.Name == wanted || schema.Id == wanted)
                ?? throw new ProblemException(new(ExitCode.Usage, "schema-unknown", $"there is no document {Printable.Clean(wanted)}", "hone schema"));
            front.Write(Text(found));
            return ExitCode.Holds;
        });
        return command;
    }

    /// <summary>The schema as it is printed.</summary>
    internal static string Text(PrintedSchema schema)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, _indented))
        {
            schema.Document().WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static string List()
    {
        int width = PrintedSchemas.All.Max(static schema => schema.Name.Length);
        return string.Concat(PrintedSchemas.All.Select(schema => $"{schema.Name.PadRight(width)}  {schema.Command}\n"));
    }
}
