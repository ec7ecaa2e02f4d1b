using Wisp.Sdk;

namespace Wisp.EndToEnd.Tests.Running;

/// <summary>People who are there before a walk begins.</summary>
internal static class Seeds
{
    /// <summary>Clients named <c>PREFIX 01</c>, <c>PREFIX 02</c> and so on.</summary>
    public static Task<int> ClientsAsync(TestDatabase database, string prefix, int count) => database.RunAsync(
        """
        insert into clients.client (name, email, phone_mobile, address, country, created_at, updated_at)
        select $1 || ' ' || to_char(i, 'FM00'), lower($1) || i || '@correo.example', '099 123 4' || to_char(i, 'FM00'),
               'Calle ' || i, 'UY', now(), now()
        from generate_series(1, $2) i
        """, prefix, count);

    public static Task<Guid> ClientAsync(TestDatabase database, string name) => database.ValueAsync<Guid>(
        "insert into clients.client (name, country, created_at, updated_at) values ($1, 'UY', now(), now()) returning id", name);

    /// <summary>Sets the portal up and signs a client in there by a link, as a mail brings one.</summary>
    public static async Task EnterPortalAsync(Walk walk, Guid client)
    {
        var (page, database, token) = (walk.Page, walk.Site.Database, $"link-{client:N}");
        await walk.GoAsync("/portal/sign-in");
        await database.RunAsync(
            "insert into host.setting (key, value) values ('portal.settings', jsonb_build_object('name', 'Portal del Sur', 'address', $1::text, 'color', '#0a6577', 'consumption', true, 'vouchers', true, 'profile', 'ask', 'help', '')) on conflict (key) do update set value = excluded.value",
            new Uri(page.Url).GetLeftPart(UriPartial.Authority));
        await database.RunAsync("insert into portal.access (id, security_stamp, concurrency_stamp, made_at) values ($1, 'x', 'x', now()) on conflict do nothing", client);
        await database.RunAsync("insert into portal.link (client_id, digest, made_by, made_at, expires_at) values ($1, sha256(convert_to($2, 'UTF8')), 'operator', now(), now() + interval '1 hour')", client, token);
        await walk.GoAsync($"/portal/link/{token}");
        await page.Locator("#Password").FillAsync("tres gatos azules");
        await page.Locator("#Again").FillAsync("tres gatos azules");
        await page.Locator("form.stack button[type=submit]").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync((await database.ValueAsync<string>("select name from clients.client where id = $1", client))!);
    }
}
