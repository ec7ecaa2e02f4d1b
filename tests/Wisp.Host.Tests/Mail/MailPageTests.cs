using System.Net;
using NpgsqlTypes;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Host.Tests.Mail;

/// <summary>The ledger as operators read it, and what they may do with it.</summary>
public sealed class MailPageTests(OwnHost host) : IClassFixture<OwnHost>
{
    private readonly WispApp _app = host.App;
    private readonly Browser _admin = host.Admin;

    [Fact]
    public async Task Without_a_server_a_banner_says_so_and_the_mail_can_be_read()
    {
        await ServerAsync(set: false);
        var id = await PutAsync("ana@leida.example", "kept");

        var list = await _admin.GetAsync("/mail?to=ana@leida");
        Assert.Contains("No hay un servidor de correo: los mails se guardan y se leen acá, pero no salen.", list.Text, StringComparison.Ordinal);
        Assert.Equal(["Exportación de clientes: clientes.csv"], list.Texts("tbody th"));
        var body = await _admin.GetAsync($"/mail/{id}/body");
        Assert.Contains("Tu exportación está lista", body.Text, StringComparison.Ordinal);
        // It may be framed by our own pages, and can neither run nor load anything.
        Assert.Contains("default-src 'none'", body.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", body.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("SAMEORIGIN", body.Headers["X-Frame-Options"]);

        var page = await _admin.GetAsync($"/mail/{id}");
        Assert.Contains("Descargar el archivo (https://isp.example/files/1)", page.Texts(".mail-text").Single(), StringComparison.Ordinal);
        Assert.Contains("No hay un servidor de correo", (await PressAsync(page, "Resend")).Text, StringComparison.Ordinal);
        Assert.Equal("kept", await StateAsync(id));
    }

    [Fact]
    public async Task Filters_find_by_state_kind_address_subject_and_day()
    {
        var about = Guid.CreateVersion7();
        await PutAsync("uno@filtro.example", "handed_over", subject: about, at: "2026-03-01 12:00-03");
        await PutAsync("Dos@filtro.example", "refused", answer: "550 no existe", at: "2026-03-02 23:59-03");
        await PutAsync("tres_@filtro.example", "handed_over", bounce: "5.1.1 no existe", at: "2026-03-03 00:00-03");
        await PutAsync("tresx@filtro.example", "stopped", at: "2026-03-03 00:00-03");

        Assert.Equal(["Dos@filtro.example"], await FoundAsync("state=refused&to=dos@f"));
        Assert.Equal(["uno@filtro.example"], await FoundAsync($"subject={about}"));
        Assert.Equal(["Dos@filtro.example"], await FoundAsync("from=2026-03-02&until=2026-03-02"));
        Assert.Equal(["tres_@filtro.example"], await FoundAsync("state=bounced"));
        // A letter that means something in SQL is a letter.
        Assert.Equal(["tres_@filtro.example"], await FoundAsync("to=tres_"));
        Assert.Empty(await FoundAsync("kind=otro"));
        Assert.Equal(HttpStatusCode.OK, (await _admin.GetAsync("/mail?state=x&from=nada&subject=y&before=z")).Status);
    }

    [Fact]
    public async Task What_is_unknown_goes_out_again_only_by_hand_and_its_history_says_who()
    {
        await ServerAsync(set: true);
        var id = await PutAsync("duda@reenvio.example", "unknown", answer: "se cortó");
        var page = await _admin.GetAsync($"/mail/{id}");
        Assert.Contains("podría recibirlo dos veces", page.Document.QuerySelector("form[action$=Resend] button")!.GetAttribute("data-confirm"), StringComparison.Ordinal);

        var after = await PressAsync(page, "Resend");

        Assert.Contains("El mail vuelve a salir.", after.Text, StringComparison.Ordinal);
        Assert.Equal("queued", await StateAsync(id));
        Assert.Contains("Reenviado · ", after.Texts("section table tbody th").Single(), StringComparison.Ordinal);
        Assert.Contains("se cortó", after.Texts("section table tbody td")[1], StringComparison.Ordinal);
        // A second press finds it waiting.
        Assert.Contains("No se puede reenviar", (await _admin.FollowAsync(await _admin.SubmitAsync(page, "form[action$=Resend]"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_carried_a_secret_cannot_go_out_again()
    {
        await ServerAsync(set: true);
        var id = await PutAsync("clave@reenvio.example", "handed_over", carriesSecret: true);

        var page = await _admin.GetAsync($"/mail/{id}");

        Assert.Null(page.Document.QuerySelector("form[action$=Resend]"));
        Assert.Contains("Llevaba una parte secreta que ya se borró", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_a_filter_finds_are_stopped_or_sent_in_one_press()
    {
        await ServerAsync(set: true);
        for (var i = 0; i < 3; i++) await PutAsync($"masivo-{i}@todos.example", "kept");
        await PutAsync("masivo-3@todos.example", "refused");
        var other = await PutAsync("otro@todos.example", "kept");

        await using var worker = await WorkerProcess.StartAsync(_app.Database, ("Wisp__WaitFactor", "0.05"));

        Assert.Equal("Vuelven a salir: 3", await DoneAsync("/mail?state=kept&to=masivo", "ResendAll"));
        Assert.Equal("No se envían: 3", await DoneAsync("/mail?state=queued&to=masivo", "StopAll"));

        Assert.Equal(3L, await _app.Database.ValueAsync<long>("select count(*) from host.mail where address like 'masivo%' and state = 'stopped'"));
        Assert.Equal("kept", await StateAsync(other));
        Assert.Null((await _admin.GetAsync("/mail?to=masivo")).Document.QuerySelector("form[action*=All]"));
    }

    [Fact]
    public async Task Who_may_only_look_changes_nothing()
    {
        await ServerAsync(set: true);
        var id = await PutAsync("ver@permiso.example", "queued");
        using var looking = await _app.SignInAsync("mail.view");
        using var stranger = await _app.SignInAsync("clients.view");

        var page = await looking.GetAsync($"/mail/{id}");
        Assert.Null(page.Document.QuerySelector("form[action*=handler]"));
        var own = await _admin.GetAsync($"/mail/{id}");
        var token = page.Document.QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value");
        Assert.Equal(HttpStatusCode.Forbidden, (await looking.SubmitAsync(own, "form[action$=Stop]", ("__RequestVerificationToken", token ?? ""))).Status);
        Assert.Equal("queued", await StateAsync(id));
        foreach (var url in new[] { "/mail", $"/mail/{id}", $"/mail/{id}/body", "/settings/mail" })
            Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(url)).Status);
    }

    [Fact]
    public async Task The_servers_trouble_stands_over_the_list_in_its_own_words()
    {
        await ServerAsync(set: true);
        await _app.Database.RunAsync("update host.mail_server set failure = '535 5.7.8 bad credentials', failed_at = now()");
        Assert.Contains("535 5.7.8 bad credentials", (await _admin.GetAsync("/mail")).Texts(".note-error").Single(), StringComparison.Ordinal);
        await _app.Database.RunAsync("update host.mail_server set failure = null, failed_at = null");
        Assert.Empty((await _admin.GetAsync("/mail")).Texts(".note-error"));
    }

    // Presses and waits for the job, whose page says how many.
    private async Task<string> DoneAsync(string list, string handler)
    {
        var begun = await _admin.SubmitAsync(await _admin.GetAsync(list), $"form[action*={handler}]");
        var job = Guid.Parse(begun.Location!["/jobs/".Length..]);
        await Eventually.BecomesAsync(() => _app.Database.ValueAsync<string>("select state from host.job where id = $1", job), state => state is "done" or "failed");
        return (await _admin.GetAsync(begun.Location)).Texts("#progress p")[0];
    }

    private async Task<Page> PressAsync(Page page, string handler) => await _admin.FollowAsync(await _admin.SubmitAsync(page, $"form[action$={handler}]"));

    private async Task<IReadOnlyList<string>> FoundAsync(string query) => (await _admin.GetAsync($"/mail?{query}")).Texts("tbody td[data-label=Para] .muted");

    private Task<string?> StateAsync(Guid id) => _app.Database.ValueAsync<string>("select state from host.mail where id = $1", id);

    // What a page shows of the settings is a few seconds old at most.
    private async Task ServerAsync(bool set)
    {
        await _app.Database.RunAsync(
            """
            insert into host.setting (key, value) values ('host.mail', jsonb_build_object('host', $1, 'port', 25, 'security', 0, 'user', '', 'password', '',
              'from', 'a@isp.example', 'fromName', '', 'replyTo', '', 'siteAddress', 'https://isp.example'))
            on conflict (key) do update set value = excluded.value
            """, set ? "127.0.0.1" : "");
        _app.Clock.Advance(TimeSpan.FromSeconds(6));
    }

    private Task<Guid> PutAsync(
        string address, string state, string? answer = null, Guid? subject = null, string? bounce = null, string? at = null, bool carriesSecret = false) =>
        _app.Database.ValueAsync<Guid>(
            """
            insert into host.mail (kind, address, culture, subject_id, model, carries_secret, state, answer, bounced_at, bounce_reason, actor, created_at)
            values ('clients.export', $1, 'es-AR', $2, '{"what":"todos, CSV","file":"clientes.csv","rows":1500,"attached":true,"link":"https://isp.example/files/1","until":"2026-03-06T10:00:00"}',
              $3, $4, $5, case when $6::text is not null then now() end, $6, 'Eva', coalesce($7::timestamptz, now()))
            returning id
            """, address, subject.As(NpgsqlDbType.Uuid), carriesSecret, state, answer.As(NpgsqlDbType.Text), bounce.As(NpgsqlDbType.Text), at.As(NpgsqlDbType.Text));
}
