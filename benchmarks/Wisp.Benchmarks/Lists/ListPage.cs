namespace Wisp.Benchmarks.Lists;

/// <summary>A page of the list and the bare statements that bring the same rows and the same count.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Url">Where it is; several when it is asked for with different words.</param>
/// <param name="Statements">What a hand-written query would be, for each URL.</param>
/// <param name="Slowest">Milliseconds that 95 of 100 requests must stay under.</param>
internal sealed record ListPage(string Name, IReadOnlyList<string> Url, IReadOnlyList<IReadOnlyList<string>> Statements, double Slowest)
{
    private const string Columns = "c.id, c.public_id, c.name, c.national_identification_number, c.email, c.phone_mobile, c.zone_id, c.status";

    public const string ByName = "left(c.name, 200) collate \"es-x-icu\"";
    public const string ByEmail = "coalesce(c.email_key, chr(65535)) collate \"C\"";

    public static ListPage Of(string name, string url, string condition, string order, double slowest) =>
        new(name, [url], [Bare(condition, order)], slowest);

    /// <summary>Rows of one page with their zone, and how many match up to 10,000.</summary>
    public static IReadOnlyList<string> Bare(string condition, string order) =>
    [
        $"""
        select p.*, z.name
        from (
          select {Columns} from clients.client c where c.status = 'active' and {condition} order by {order}, c.public_id limit 21) p
        left join zones.zone z on z.id = p.zone_id
        """,
        $"select count(*) from (select from clients.client c where c.status = 'active' and {condition} limit 10001) n",
    ];
}
