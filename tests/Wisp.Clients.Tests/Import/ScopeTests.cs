using System.Net;

namespace Wisp.Clients.Tests.Import;

/// <summary>An import does no more than its operator may do by the form, and tells him no more.</summary>
[Collection(ImportTests.Name)]
[Trait("rule", "IMP-01")]
public sealed class ScopeTests(ImportApp app)
{
    [Fact]
    public async Task To_update_clients_wants_the_permission_to_edit_them()
    {
        var tag = ClientsApp.Unique("permiso");
        await app.ImportAsync($"id;nombre;direccion\n{tag}-1;Uno {tag};Calle 1\n");
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "clients.import");
        using var clerk = await app.Wisp.SignInAsync(account);

        var preview = await ImportApp.UploadAsync(clerk, Bytes.Of($"id;direccion\n{tag}-1;Calle 2\n"));
        Assert.Null(preview.Document.QuerySelector("[name=Updates]"));
        foreach (var button in new[] { "Try", "Import" })
        {
            var refused = await clerk.SubmitAsync(preview with { Url = preview.Document.QuerySelector($"button[formaction*={button}]")!.GetAttribute("formaction")! }, "form.form", ("Updates", "true"));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, Refusal), (refused.Status, refused.Texts("#columns-error").Single()));
        }

        // Nor when the permission is taken away between the press and the work.
        await GiveAsync(account, "clients.edit");
        using var editor = await app.Wisp.SignInAsync(account);
        Guid job;
        await using (await app.Worker!.FrozenAsync())
        {
            job = await StartAsync(editor, $"id;direccion\n{tag}-1;Calle 3\n", dryRun: false);
            await TakeAsync(account, "clients.edit");
        }

        Assert.Equal(("failed", Refusal), (await EndAsync(job)) switch { var end => (end.State, end.Failure) });
        Assert.Equal("Calle 1", await app.OfAsync<string>($"Uno {tag}", "address"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_sees_only_his_own_clients_changes_no_other_and_learns_nothing_of_them(bool dryRun)
    {
        var tag = ClientsApp.Unique("alcance");
        var (document, phone) = dryRun ? ("31.777.001", "011 4777-0001") : ("31.777.002", "011 4777-0002");
        var account = await Accounts.MakeAsync(app.Database, "clients.view:own", "clients.import", "clients.edit");
        var made = await app.ImportAsync(
            $"""
            id;nombre;email;documento;telefono;direccion
            {tag}-1;Propia {tag};propia.{tag}@x.example;;;Calle 1
            {tag}-2;Ajena {tag};ajena.{tag}@x.example;{document};{phone};Escondida 4321
            """);
        Assert.Equal(2, made.Done);
        await app.Database.RunAsync(
            """
            with k as (insert into clients.collector (name, operator_id, created_at, updated_at) values ($1, $2, now(), now()) returning id)
            update clients.client set collector_id = k.id from k where client.custom_id = $1 || '-1'
            """, tag, account.Id);
        using var collector = await app.Wisp.SignInAsync(account);
        var stored = await AllAsync(tag);

        var outcome = await EndAsync(await StartAsync(
            collector,
            $"""
            id;nombre;email;documento;telefono;direccion
            {tag}-1;;;;;Calle 10
            {tag}-1x;Nueva {tag};AJENA.{tag}@x.example;;;
            {tag}-2;;robada.{tag}@x.example;;;Robada 1
            {tag}-3;Otra {tag};;{document};;
            {tag}-4;Ajena {tag};;;{phone};Escondida 4321
            """, dryRun));

        Assert.Equal(("done", 2L, 0L, 3L), outcome.Counts);
        Assert.Equal(
            [
                (3, "email", $"AJENA.{tag}@x.example", "Ya es de un cliente que tu rol no te deja ver."),
                (4, "id", $"{tag}-2", "Ese ID es de un cliente que tu rol no te deja ver: no se cambia."),
                (5, "documento", document, "Ya es de un cliente que tu rol no te deja ver."),
            ],
            outcome.Refused.Select(r => (r.Line, r.Field!, r.Value!, r.Rule)));
        Assert.Empty(outcome.Warnings);
        Assert.Equal(dryRun ? stored : "Calle 10|Escondida 4321|Escondida 4321", await AllAsync(tag));

        // What another holds is refused as the value of one's own client too, and an equal row is no proof of what he has.
        var own = await EndAsync(await StartAsync(
            collector, $"id;email\n{tag}-1;ajena.{tag}@x.example\n", dryRun));
        Assert.Equal(["Ya es de un cliente que tu rol no te deja ver."], own.Refused.Select(r => r.Rule));
        var probe = await EndAsync(await StartAsync(collector, $"nombre;email\nAjena {tag};ajena.{tag}@x.example\n", dryRun, updates: false));
        Assert.Equal(["Ya es de un cliente que tu rol no te deja ver."], probe.Refused.Select(r => r.Rule));
        foreach (var page in new[] { outcome, own, probe })
            Assert.DoesNotContain($"Ajena {tag} (", (await collector.GetAsync($"/jobs/{page.Job}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_is_seen_by_who_asked_and_by_who_may_view_jobs_alone()
    {
        var tag = ClientsApp.Unique("discreta");
        var outcome = await app.ImportAsync($"nombre;email\nUno {tag};no es\n");
        using var colleague = await app.Wisp.SignInAsync("clients.view", "clients.import");
        using var overseer = await app.Wisp.SignInAsync("jobs.view");

        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync($"/jobs/{outcome.Job}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync($"/jobs/{outcome.Job}/errors.csv")).Status);
        Assert.DoesNotContain($"{outcome.Job}", (await colleague.GetAsync("/jobs")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await overseer.GetAsync($"/jobs/{outcome.Job}")).Status);
    }

    private const string Refusal = "Tu rol no permite cambiar los datos de los clientes: importá sin actualizar por ID.";

    private static async Task<Guid> StartAsync(Browser browser, string text, bool dryRun, bool updates = true)
    {
        var preview = await ImportApp.UploadAsync(browser, Bytes.Of(text));
        var button = preview.Document.QuerySelector($"button[formaction*={(dryRun ? "Try" : "Import")}]")!.GetAttribute("formaction")!;
        var started = await browser.SubmitAsync(preview with { Url = button }, "form.form", ("Updates", updates ? "true" : "false"));
        Assert.True(started.Location is not null, $"{started.Status}: {started.Text}");
        return Guid.Parse(started.Location!["/jobs/".Length..]);
    }

    private Task<Outcome> EndAsync(Guid job) => app.EndAsync(job);

    private Task<string?> AllAsync(string tag) => app.Database.ValueAsync<string>(
        "select string_agg(address, '|' order by custom_id) from clients.client where custom_id like $1 || '-%'", tag);

    private Task<int> GiveAsync(Account account, string permission) => app.Database.RunAsync(
        "insert into host.role_permission (role_id, permission, scope) select role_id, $2, 'all' from host.operator_role where operator_id = $1", account.Id, permission);

    private Task<int> TakeAsync(Account account, string permission) => app.Database.RunAsync(
        "delete from host.role_permission where permission = $2 and role_id = (select role_id from host.operator_role where operator_id = $1)", account.Id, permission);
}
