using System.Globalization;
using Wisp.Sdk;

namespace Wisp.Clients.Tests.Placing;

/// <summary>The web process on an empty database, where zones and neighbourhoods are squares.</summary>
public sealed class PlacingApp : IAsyncLifetime
{
    public ClientsApp Clients { get; } = new();

    public Task InitializeAsync() => Clients.InitializeAsync();

    public Task DisposeAsync() => Clients.DisposeAsync();

    public Task<Guid> PlaceAsync(string kind, string name) =>
        Clients.Database.ValueAsync<Guid>($"insert into zones.{kind} (id, name) values (host.uuid7(), $1) returning id", name);

    /// <summary>A square with its pieces, which here is the whole of it.</summary>
    public async Task<Guid> DrawAsync(string kind, string name, double west, double south, double side, params (string Column, object Value)[] more)
    {
        var square = string.Create(CultureInfo.InvariantCulture, $"ext.st_makeenvelope({west}, {south}, {west + side}, {south + side}, 4326)");
        var id = await Clients.Database.ValueAsync<Guid>(
            $"""
            insert into zones.{kind} (id, name{string.Concat(more.Select(m => $", {m.Column}"))})
            values (host.uuid7(), $1{string.Concat(more.Select((_, i) => $", ${i + 2}"))}) returning id
            """, [name, .. more.Select(m => m.Value)]);
        await Clients.Database.RunAsync($"update zones.{kind} set area = ext.st_multi(ext.st_forcepolygonccw({square})) where id = $1", id);
        await Clients.Database.RunAsync(
            $"""
            insert into zones.piece (place_id, kind, rank, cell, area)
            select p.id, $2, zones.rank_of({(kind == "zone" ? "p.priority" : "0")}, p.public_id), {square}, (ext.st_dump(p.area)).geom
            from zones.{kind} p where p.id = $1
            """, id, kind);
        return id;
    }

    /// <summary>Edits and accepts what looks odd, such as a point abroad.</summary>
    public async Task EditAsync(Guid client, params (string Name, string? Value)[] typed)
    {
        var answer = await Clients.EditAsync(client, typed);
        if (answer.Document.QuerySelector("[name=accepted]") is not null) answer = await Clients.Admin.SubmitAsync(answer, "form.form");
        ClientsApp.IdOf(answer);
    }

    public async Task<(Guid? Zone, bool ByHand, Guid? Neighborhood, Guid? City)> PlacesAsync(Guid client)
    {
        await using var connection = await Clients.Database.OpenAsync();
        return (await connection.Sql("select zone_id, zone_by_hand, neighborhood_id, city_id from clients.client where id = $1", client)
            .ListAsync(r => (r.Maybe<Guid>(0), r.GetBoolean(1), r.Maybe<Guid>(2), r.Maybe<Guid>(3)))).Single();
    }
}
