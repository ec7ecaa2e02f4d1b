using System.Net;
using System.Text.RegularExpressions;
using Wisp.Testing;

namespace Wisp.Host.Tests.Admin;

public sealed class OperatorPagesTests(OwnHost host) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private readonly WispApp _app = host.App;
    private readonly Browser _admin = host.Admin;
    private Guid _support;

    public async Task InitializeAsync() => _support = await SupportAsync(_app);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_new_operator_gets_a_password_that_is_shown_once_and_works_once()
    {
        var made = await CreateAsync("Carla Gómez", "carla@wisp.example");
        var shown = await _admin.GetAsync(made.Location!);
        var password = shown.Texts("#one-time-password").Single();
        Assert.Matches(new Regex("^([a-z0-9]{4}-){3}[a-z0-9]{4}$"), password);
        Assert.Empty((await _admin.GetAsync(made.Location!)).Document.QuerySelectorAll("#one-time-password"));

        using var carla = _app.NewBrowser();
        await carla.SignInAsync(new Account(Guid.Empty, "carla@wisp.example", password));
        Assert.Equal("/account/password", (await carla.GetAsync("/")).Location);
        await carla.SubmitAsync(await carla.GetAsync("/account/password"), "main form.form",
            ("Current", password), ("Wanted", "palabras nuevas y largas 7"), ("Again", "palabras nuevas y largas 7"));
        Assert.Contains("Carla Gómez", (await carla.GetAsync("/")).Text, StringComparison.Ordinal);
        using var again = _app.NewBrowser();
        await Assert.ThrowsAsync<InvalidOperationException>(() => again.SignInAsync(new Account(Guid.Empty, "carla@wisp.example", password)));
    }

    [Fact]
    public async Task A_password_is_never_written_into_the_audit()
    {
        var made = await CreateAsync("Dora Ruiz", "dora@wisp.example");
        var password = (await _admin.GetAsync(made.Location!)).Texts("#one-time-password").Single();
        var id = Guid.Parse(made.Location!.Split('/')[^1]);

        var row = await _app.Database.ValueAsync<string>(
            "select actor || ' ' || action || ' ' || new::text from host.audit where table_name = 'operator' and entity_id = $1", id);
        Assert.StartsWith("op-", row, StringComparison.Ordinal);
        Assert.Contains("\"password_hash\": \"•••\"", row, StringComparison.Ordinal);
        Assert.Contains("\"security_stamp\": \"•••\"", row, StringComparison.Ordinal);
        Assert.DoesNotContain(password, await _app.Database.ValueAsync<string>("select string_agg(coalesce(old::text, '') || coalesce(new::text, ''), '') from host.audit"), StringComparison.Ordinal);
        Assert.Equal(1, await _app.Database.ValueAsync<long>("select count(*) from host.audit where table_name = 'operator_role' and new ->> 'operator_id' = $1", id.ToString()));

        var page = await _admin.GetAsync($"/audit?entity={id}");
        Assert.Contains("•••", page.Text, StringComparison.Ordinal);
        Assert.Contains("Dora Ruiz", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Form.Email", "dup@wisp.example", "Ese correo ya es de otro operador.")]
    [InlineData("Form.Email", "DUP@Wisp.Example", "Ese correo ya es de otro operador.")]
    [InlineData("Form.Email", "nada", "«nada» no es una dirección de correo.")]
    [InlineData("Form.Email", "", "«» no es una dirección de correo.")]
    [InlineData("Form.Email", "\"a\r\nRCPT TO:<evil@x.example>\"@x.example", "«\"a\r\nRCPT TO:<evil@x.example>\"@x.example» no es una dirección de correo.")]
    [InlineData("Form.Email", "a\u0001@x.example", "«a\u0001@x.example» no es una dirección de correo.")]
    [InlineData("Form.Name", "", "El nombre tiene 0 letras: van de 1 a 100.")]
    [InlineData("Form.Name", "   ", "El nombre tiene 0 letras: van de 1 a 100.")]
    [InlineData("Form.Name", "Ana\r\nBcc: evil@x.example", "No puede tener saltos de línea ni otros caracteres de control.")]
    [InlineData("Form.Roles", null, "Elegí al menos un rol.")]
    [InlineData("Form.Roles", "0a000000-0000-7000-8000-0000000000ff", "Uno de los roles elegidos ya no existe.")]
    [InlineData("Form.Roles", "nonsense", "«nonsense»")]
    public async Task What_is_wrong_is_said_beside_its_field(string field, string? value, string message)
    {
        if (await _app.Database.ValueAsync<bool>("select not exists (select from host.operator where email = 'dup@wisp.example')"))
            Assert.NotNull((await CreateAsync("Dup", "dup@wisp.example")).Location);
        var before = await _app.Database.ValueAsync<long>("select count(*) from host.operator");
        var fields = new Dictionary<string, string?> { ["Form.Name"] = "Eva Paz", ["Form.Email"] = "fresh@wisp.example", ["Form.Roles"] = $"{_support}", [field] = value };

        var answer = await _admin.SubmitAsync(await _admin.GetAsync("/operators/new"), "main form", [.. fields.Select(f => (f.Key, f.Value))]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var shown = answer.Document.QuerySelector($"#{field.Replace('.', '_')}-error")!.TextContent.Trim();
        Assert.Contains(Fold(message), Fold(shown), StringComparison.Ordinal);
        Assert.Equal(before, await _app.Database.ValueAsync<long>("select count(*) from host.operator"));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        await using var app = await WispApp.StartAsync();
        var account = await Accounts.MakeAsync(app.Database, "*");
        using var browser = app.NewBrowser();
        await browser.SignInAsync(account);

        var demoted = await browser.SubmitAsync(await browser.GetAsync($"/operators/{account.Id}"), "main form.form", ("Form.Roles", $"{await SupportAsync(app)}"));
        Assert.Contains("Tiene que quedar al menos un administrador habilitado.", demoted.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/operators")).Status);
    }

    [Fact]
    public async Task Of_two_administrators_who_disable_each_other_one_stays()
    {
        await using var app = await WispApp.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            var (one, two) = (await Accounts.MakeAsync(app.Database, "*"), await Accounts.MakeAsync(app.Database, "*"));
            await app.Database.RunAsync("update host.operator set disabled = id not in ($1, $2)", one.Id, two.Id);
            using var first = app.NewBrowser();
            using var second = app.NewBrowser();
            await first.SignInAsync(one);
            await second.SignInAsync(two);
            var (pageOfTwo, pageOfOne) = (await first.GetAsync($"/operators/{two.Id}"), await second.GetAsync($"/operators/{one.Id}"));
            var support = await SupportAsync(app);
            var demotes = round % 2 == 0;
            var answers = await Task.WhenAll(
                demotes ? first.SubmitAsync(pageOfTwo, "main form.form", ("Form.Roles", $"{support}")) : first.SubmitAsync(pageOfTwo, "button[formaction*=Disable]"),
                demotes ? second.SubmitAsync(pageOfOne, "main form.form", ("Form.Roles", $"{support}")) : second.SubmitAsync(pageOfOne, "button[formaction*=Disable]"));

            Assert.All(answers, answer => Assert.True((int)answer.Status < 400, answer.Text));
            Assert.Equal(1, await app.Database.ValueAsync<long>(
                """
                select count(distinct o.id) from host.operator o join host.operator_role r on r.operator_id = o.id
                join host.role_permission p on p.role_id = r.role_id and p.permission = '*' where not o.disabled
                """));
        }
    }

    [Fact]
    public async Task Who_manages_operators_makes_nobody_mightier_than_himself()
    {
        using var clerk = await _app.SignInAsync("operators.manage", "clients.view:own");
        var boss = await Accounts.MakeAsync(_app.Database, "*");
        var collector = await Accounts.MakeAsync(_app.Database, "clients.view:own");
        var viewer = await Accounts.MakeAsync(_app.Database, "clients.view");
        Task<Guid> RoleOf(Account account) => _app.Database.ValueAsync<Guid>("select role_id from host.operator_role where operator_id = $1", account.Id);

        foreach (var (role, allowed) in new[] { (await RoleOf(boss), false), (await RoleOf(viewer), false), (await RoleOf(collector), true) })
        {
            var answer = await clerk.SubmitAsync(await clerk.GetAsync("/operators/new"), "main form",
                ("Form.Name", "Nuevo"), ("Form.Email", $"n{Guid.CreateVersion7():N}@wisp.example"), ("Form.Roles", $"{role}"));
            Assert.Equal(allowed, answer.Location is not null);
        }

        var page = await clerk.GetAsync($"/operators/{boss.Id}");
        foreach (var handler in new[] { "Password", "Disable" })
        {
            var answer = await clerk.SubmitAsync(page, $"button[formaction*={handler}]");
            Assert.Contains("No podés administrar a alguien con más permisos que vos.", (await clerk.FollowAsync(answer)).Text, StringComparison.Ordinal);
        }

        using var still = _app.NewBrowser();
        await still.SignInAsync(boss);
    }

    [Fact]
    public async Task Nobody_resets_his_own_password_without_knowing_it()
    {
        var account = await Accounts.MakeAsync(_app.Database, "*");
        using var browser = _app.NewBrowser();
        await browser.SignInAsync(account);
        var page = await browser.GetAsync($"/operators/{account.Id}");
        Assert.Empty(page.Document.QuerySelectorAll("button[formaction]"));
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var handler in new[] { "Password", "SecondFactor", "Disable" })
        {
            var shown = await browser.FollowAsync(await browser.PostAsync($"/operators/{account.Id}?handler={handler}", [new("__RequestVerificationToken", token)]));
            Assert.Contains("Tu propio acceso lo cambiás en «Mi cuenta»", shown.Text, StringComparison.Ordinal);
            Assert.Empty(shown.Document.QuerySelectorAll("#one-time-password"));
        }

        using var again = _app.NewBrowser();
        await again.SignInAsync(account);
    }

    private async Task<Page> CreateAsync(string name, string email) =>
        await _admin.SubmitAsync(await _admin.GetAsync("/operators/new"), "main form", ("Form.Name", name), ("Form.Email", email), ("Form.Roles", $"{_support}"));

    private static Task<Guid> SupportAsync(WispApp app) => app.Database.ValueAsync<Guid>("select id from host.role where name = 'support'");

    // A field shows what it can of what was typed.
    private static string Fold(string text) => string.Concat(text.Where(c => !char.IsControl(c) && c != '\ufffd'));
}
