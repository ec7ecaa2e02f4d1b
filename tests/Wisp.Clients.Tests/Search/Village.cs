namespace Wisp.Clients.Tests.Search;

/// <summary>Five clients of one village, each found by something else. The ISP is in Buenos Aires, three hours behind UTC.</summary>
public sealed class Village : ClientsApp
{
    public Guid North { get; private set; }

    public Guid City { get; private set; }

    public Guid Center { get; private set; }

    public Guid Sara { get; private set; }

    public Guid Coco { get; private set; }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        City = await PlaceAsync("city", "Tafí Viejo");
        North = await PlaceAsync("zone", "Norte");
        Center = await Database.ValueAsync<Guid>("insert into zones.neighborhood (id, name, city_id) values (host.uuid7(), 'Centro', $1) returning id", City);
        Sara = await PersonAsync("seller", "Sara Ventas");
        Coco = await PersonAsync("collector", "Coco Cobros");

        await MakeAsync("2024-05-31T02:59:59Z", ("Name", "Álvaro Muñoz"), ("KindPerson", "Natural"), ("FirstName", "Álvaro"), ("SecondName", "José"), ("FirstSurname", "Muñoz"),
            ("Document", "20.123.456"), ("Email", "alvaro@correo.example"), ("PhoneMobile", "0381 555-0101"), ("Address", "Calle San Martín 100"),
            ("CityId", $"{City}"), ("NeighborhoodId", $"{Center}"), ("ZoneId", $"{North}"), ("SellerId", $"{Sara}"), ("CollectorId", $"{Coco}"), ("CustomId", "A 1"),
            ("Latitude", "-26.75"), ("Longitude", "-65.25"));
        await MakeAsync("2024-05-31T03:00:00Z", ("Name", "Beatriz O'Brien"), ("Phone", "+54 11 4444-5555"), ("Address", "Avenida 50% Norte"), ("CustomId", "A"),
            ("Latitude", "-26.85"), ("Longitude", "-65.15"));
        await MakeAsync("2024-06-01T02:59:59Z", ("Name", "100% Fibra_Óptica\\SA"), ("KindPerson", "Legal"), ("Document", "30-50001091-2"), ("DocumentType", "CUIT"), ("Email", "o'brien+50%_x@fibra.example"),
            ("CityId", $"{City}"), ("ZoneId", $"{North}"), ("CustomId", "x,y"));
        await MakeAsync("2024-06-01T03:00:00Z", ("Name", "<svg/onload=alert(1)>"), ("Address", "<svg/onload=alert(2)>"), ("SellerId", $"{Sara}"));
        await MakeAsync("2024-06-02T12:00:00Z", ("Name", "Fantasma Muñoz"), ("CollectorId", $"{Coco}"));
        await Database.RunAsync(
            "update clients.client set status = 'deactivated', deactivated_at = now(), deactivated_by = 'x', deactivation_reason = 'x' where name like 'Fantasma%'");
    }

    private async Task MakeAsync(string createdAt, params (string Name, string? Value)[] typed) => await Database.RunAsync(
        "update clients.client set created_at = $2 where id = $1", await CreatedAsync(typed), DateTimeOffset.Parse(createdAt, System.Globalization.CultureInfo.InvariantCulture));

    private Task<Guid> PlaceAsync(string table, string name) =>
        Database.ValueAsync<Guid>($"insert into zones.{table} (id, name) values (host.uuid7(), $1) returning id", name);

    private Task<Guid> PersonAsync(string table, string name) =>
        Database.ValueAsync<Guid>($"insert into clients.{table} (name, created_at, updated_at) values ($1, now(), now()) returning id", name);
}

/// <summary>Tests of the advanced search share one village, and leave it as it is.</summary>
[CollectionDefinition(Name)]
public sealed class VillageTests : ICollectionFixture<Village>
{
    public const string Name = "village";
}
