using MimeKit;

namespace Wisp.Clients.Tests.Export;

/// <summary>A finished export is mailed to whoever asked, at the address he signs in with.</summary>
[Collection(ExportTests.Name)]
[Trait("rule", "EXP-03")]
public sealed class MailedTests(ExportApp app)
{
    [Fact]
    public async Task The_file_goes_to_the_address_that_its_asker_signs_in_with()
    {
        await using var office = PostOffice.Open();
        await ServerAsync(office.Port);
        var tag = ClientsApp.Unique("mailada");
        await app.StoreAsync($"{tag}-1", $"Año {tag}");
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "clients.export");
        using var browser = await app.Import.Wisp.SignInAsync(account);

        var file = await app.FetchAsync(browser, await ExportApp.PressAsync(browser, $"/clients?q={tag}"));
        await Eventually.BecomesAsync(() => Task.FromResult(office.Taken.Count), count => count == 1);

        var mail = office.Taken.Single();
        Assert.Equal(account.Email, mail.To.Mailboxes.Single().Address);
        Assert.Equal(account.Email, mail.Headers["X-Envelope-To"]);
        Assert.Equal($"Exportación de clientes: {file.Name}", mail.Subject);
        var part = Assert.IsType<MimePart>(mail.Attachments.Single(), exactMatch: false);
        using var content = new MemoryStream();
        await part.Content!.DecodeToAsync(content);
        Assert.Equal(file.Bytes, content.ToArray());
        // The link is the file's own, which asks for a sign-in.
        Assert.Contains($"https://isp.example{file.Url}", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Filas  1", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_it_is_kept_in_the_ledger_and_the_file_is_on_its_page()
    {
        await ServerAsync(null);
        var file = await app.ExportAsync("/clients?q=nadie-tiene-esto");

        Assert.Equal("kept", await app.Database.ValueAsync<string>("select state from host.mail where model->>'file' = $1 order by id desc limit 1", file.Name));
    }

    [Fact]
    public async Task One_that_waited_does_not_leave_to_an_operator_who_is_none_any_more()
    {
        await ServerAsync(null);
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "clients.export");
        using var browser = await app.Import.Wisp.SignInAsync(account);
        await app.FetchAsync(browser, await ExportApp.PressAsync(browser, "/clients?q=nadie-tiene-esto"));
        await app.Database.RunAsync("update host.operator set disabled = true where id = $1", account.Id);

        await using var office = PostOffice.Open();
        await ServerAsync(office.Port);
        await app.Database.RunAsync("update host.mail set state = 'queued' where subject_id = $1", account.Id);

        await Eventually.BecomesAsync(() => app.Database.ValueAsync<string>("select state from host.mail where subject_id = $1", account.Id), state => state == "stopped");
        Assert.Empty(office.Taken);
    }

    [Fact]
    public async Task A_file_too_large_to_attach_is_linked()
    {
        await using var office = PostOffice.Open();
        await ServerAsync(office.Port);
        var tag = ClientsApp.Unique("grande");
        // 6 MB of remarks.
        await app.Database.RunAsync(
            """
            insert into clients.client (name, country, details, created_at, updated_at)
            select $1 || ' ' || n, 'AR', repeat('x', 2000), now(), now() from generate_series(1, 3000) n
            """, tag);

        var file = await app.ExportAsync($"/clients?q={tag}");
        await Eventually.BecomesAsync(() => Task.FromResult(office.Taken.Count), count => count == 1);

        Assert.True(file.Bytes.Length > 5 * 1024 * 1024);
        Assert.Empty(office.Taken.Single().Attachments);
        Assert.Contains($"https://isp.example{file.Url}", office.Taken.Single().TextBody, StringComparison.Ordinal);
    }

    // The worker's view of the settings is a few seconds old at most; what queues reads the row itself.
    private async Task ServerAsync(int? port)
    {
        await app.Database.RunAsync(
            """
            insert into host.setting (key, value) values ('host.mail', jsonb_build_object('host', $1, 'port', $2, 'security', 0, 'user', '', 'password', '',
              'from', 'avisos@isp.example', 'fromName', '', 'replyTo', '', 'siteAddress', 'https://isp.example'))
            on conflict (key) do update set value = excluded.value
            """, port is null ? "" : "127.0.0.1", port ?? 25);
        await Task.Delay(TimeSpan.FromSeconds(5.5));
    }
}
