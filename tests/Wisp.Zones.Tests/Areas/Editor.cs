using System.Text;
using System.Text.Json;

namespace Wisp.Zones.Tests.Areas;

/// <summary>Sends what the editor on the map sends, and reads what it is told.</summary>
internal sealed class Editor(AreaApp app)
{
    public static string New(string name, string area) => $$"""{"name":{{JsonSerializer.Serialize(name)}},"color":"#206bc4","area":{{area}}}""";

    public async Task<string> OfAsync(Guid zone, string area) =>
        $$"""{"id":"{{zone}}","version":{{await app.Database.ValueAsync<uint>("select xmin from zones.zone where id = $1", zone)}},"area":{{area}}}""";

    public async Task<News> SendAsync(string handler, params string[] edits) =>
        JsonSerializer.Deserialize<News>(await PostAsync(handler, $"[{string.Join(",", edits)}]"), JsonSerializerOptions.Web)!;

    public async Task<string> PostAsync(string handler, string body)
    {
        var answer = await AnswerAsync(handler, body);
        Assert.True((int)answer.Status == 200, $"{answer.Status}: {answer.Text}");
        return answer.Body;
    }

    public async Task<Page> AnswerAsync(string handler, string body)
    {
        var page = await app.Admin.GetAsync("/zones/map");
        var token = page.Document.QuerySelector(".zones-editor [name=__RequestVerificationToken]")!.GetAttribute("value");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/zones/map?handler={handler}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("RequestVerificationToken", token);
        return await app.Admin.SendAsync(request);
    }

    public Task<Guid> ClientAsync(double longitude, double latitude) => app.Database.ValueAsync<Guid>(
        """
        insert into clients.client (name, country, location, created_at, updated_at)
        values ('Cliente', 'AR', ext.st_setsrid(ext.st_makepoint($1, $2), 4326), now(), now()) returning id
        """, longitude, latitude);

    public Task<Guid?> ZoneOfAsync(Guid client) => app.Database.ValueAsync<Guid?>("select zone_id from clients.client where id = $1", client);

    public sealed record News(Complaint[] Problems, string? Summary, string[] Moves, string[] Overlaps, Guid[] Jobs);

    public sealed record Complaint(int At, string Text, string? Spot, JsonElement? Repair, string? Offer);
}
