using Microsoft.Extensions.Localization;
using Npgsql;
using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>Takes the next shapes of a file, those that can be.</summary>
[Feature]
internal sealed class TakeChunk(IStringLocalizer<ZonesText> text)
{
    private const int Together = 100;

    public async Task<TakenChunk> RunAsync(NpgsqlConnection connection, TakeAreas how, TakeCursor cursor, CancellationToken cancellationToken)
    {
        var shapes = await NamedShape.NextAsync(connection, how, cursor.After, Together, cancellationToken);
        var (sound, errors) = (new List<NamedShape>(), new List<JobError>());
        foreach (var shape in shapes)
        {
            if (WhyNot(how, shape) is { } rule) Refuse(shape, rule);
            else sound.Add(shape with { Name = PlaceText.Clean(shape.Name) });
        }

        var places = new TakenPlaces(connection, how, cursor);
        await new HalvingWrite<NamedShape>(connection, places.WriteAsync, (shape, refused) => Refuse(shape, Words(how, shape, refused))).RunAsync(sound, cancellationToken);
        var taken = places.Cursor;
        return new TakenChunk(
            taken with { After = shapes.Count == 0 ? taken.After : shapes[^1].Number, Refused = taken.Refused + errors.Count },
            [.. errors.OrderBy(error => error.Line)], shapes.Count < Together);

        void Refuse(NamedShape shape, string rule) => errors.Add(new JobError(shape.Number, how.NameProperty, shape.Name, rule));
    }

    private string? WhyNot(TakeAreas how, NamedShape shape) => PlaceText.Clean(shape.Name) switch
    {
        _ when shape.Fault is { } fault && (shape.Area is null || !how.AcceptRepairs) => text[fault, shape.FaultArguments].Value,
        { Length: 0 } => text["take.nameless"].Value,
        { Length: > PlaceName.MaxLength } name => text["name.long", name.Length, PlaceName.MaxLength].Value,
        _ when shape.IsRepeated => text["take.repeated"].Value,
        _ => null,
    };

    private string Words(TakeAreas how, NamedShape shape, PostgresException refused) => refused.SqlState == PostgresErrorCodes.UniqueViolation
        ? text[PlaceShape.Of(how.Kind).Key("taken"), shape.Name]
        : text["area.refused"];
}

/// <param name="Cursor">How far it got.</param>
/// <param name="Errors">What was not taken, and why.</param>
/// <param name="IsLast">Whether the file ends here.</param>
internal sealed record TakenChunk(TakeCursor Cursor, IReadOnlyList<JobError> Errors, bool IsLast)
{
    public JobCounts Counts => new(Cursor.Made + Cursor.Changed, null, Cursor.Same, Cursor.Refused);
}
