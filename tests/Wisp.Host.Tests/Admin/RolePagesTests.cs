using System.Net;
using Wisp.Testing;

namespace Wisp.Host.Tests.Admin;

public sealed class RolePagesTests(OwnHost host) : IClassFixture<OwnHost>
{
    private readonly WispApp _app = host.App;
    private readonly Browser _admin = host.Admin;

    [Fact]
    public async Task The_matrix_saves_none_own_and_all_and_nothing_else()
    {
        var saved = await SaveNewAsync("Cobranza", ("p:clients.view", "own"), ("p:audit.view", "all"), ("p:clients.edit", "own"),
            ("p:no.such", "all"), ("p:*", "all"), ("p:jobs.view", "maybe"));
        Assert.Equal("audit.view all, clients.view own", await HeldAsync(saved));

        var page = await _admin.GetAsync(saved);
        Assert.Equal("own", page.Document.QuerySelector("input[name='p:clients.view']:checked")!.GetAttribute("value"));
        Assert.Equal("", page.Document.QuerySelector("input[name='p:clients.edit']:checked")!.GetAttribute("value"));
        Assert.Empty(page.Document.QuerySelectorAll("input[name='p:audit.view'][value=own]"));

        await _admin.SubmitAsync(page, "main form.form", ("p:clients.view", "all"), ("p:audit.view", ""));
        Assert.Equal("clients.view all", await HeldAsync(saved));
        Assert.Equal(["D audit.view", "I audit.view", "I clients.view", "U clients.view"], await AuditAsync(saved));
    }

    [Fact]
    public async Task A_permission_of_a_module_that_is_away_is_kept()
    {
        var saved = await SaveNewAsync("Redes", ("p:audit.view", "all"));
        await _app.Database.RunAsync("insert into host.role_permission (role_id, permission) values ($1, 'network.view')", Guid.Parse(saved.Split('/')[^1]));
        await _admin.SubmitAsync(await _admin.GetAsync(saved), "main form.form", ("p:audit.view", ""));
        Assert.Equal("network.view all", await HeldAsync(saved));
    }

    [Theory]
    [InlineData("", "El nombre tiene 0 letras: van de 1 a 60.")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901", "El nombre tiene 61 letras: van de 1 a 60.")]
    [InlineData("admin", "Ya hay un rol «admin».")]
    [InlineData("a\u0001b", "No puede tener saltos de línea ni otros caracteres de control.")]
    public async Task A_name_that_will_not_do_is_said_beside_its_field(string name, string message)
    {
        var answer = await _admin.SubmitAsync(await _admin.GetAsync("/roles/new"), "main form.form", ("Form.Name", name));
        Assert.Equal((HttpStatusCode.OK, message), (answer.Status, answer.Texts("#Form_Name-error").Single()));
    }

    [Fact]
    public async Task The_administrators_role_holds_everything_for_ever()
    {
        var id = await _app.Database.ValueAsync<Guid>("select id from host.role where name = 'admin'");
        var page = await _admin.GetAsync($"/roles/{id}");
        Assert.Empty(page.Document.QuerySelectorAll("input[type=radio]"));
        var token = (await _admin.GetAsync("/account")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await _admin.PostAsync($"/roles/{id}", [new("__RequestVerificationToken", token), new("Form.Name", "x")]);
        await _admin.PostAsync($"/roles/{id}?handler=Delete", [new("__RequestVerificationToken", token)]);
        Assert.Equal("* all", await HeldAsync($"/roles/{id}"));
    }

    [Fact]
    public async Task A_role_that_someone_has_is_not_deleted_and_a_free_one_is()
    {
        var saved = await SaveNewAsync("Pasante", ("p:audit.view", "all"));
        var page = await _admin.GetAsync(saved);
        var account = await Accounts.MakeAsync(_app.Database);
        var id = Guid.Parse(saved.Split('/')[^1]);
        await _app.Database.RunAsync("insert into host.operator_role (operator_id, role_id) values ($1, $2)", account.Id, id);
        var refused = await _admin.FollowAsync(await _admin.SubmitAsync(page, "form[action*=Delete]"));
        Assert.Contains("No se puede borrar", refused.Text, StringComparison.Ordinal);

        await _app.Database.RunAsync("delete from host.operator_role where role_id = $1", id);
        await _admin.SubmitAsync(page, "form[action*=Delete]");
        Assert.Equal(HttpStatusCode.NotFound, (await _admin.GetAsync(saved)).Status);
        Assert.Equal(["D audit.view", "I audit.view"], await AuditAsync(saved));
    }

    [Fact]
    public async Task Who_manages_roles_gives_and_takes_only_what_he_holds()
    {
        using var clerk = await _app.SignInAsync("roles.manage", "clients.view:own");
        async Task<string> TryAsync(params (string, string?)[] fields)
        {
            var answer = await clerk.SubmitAsync(await clerk.GetAsync("/roles/new"), "main form.form",
                [("Form.Name", $"r{Guid.CreateVersion7():N}"), .. fields]);
            return answer.Location is null ? answer.Texts(".error-summary li").Single() : "saved";
        }

        Assert.Equal("saved", await TryAsync(("p:clients.view", "own")));
        Assert.Equal("No podés dar ni quitar permisos que no tenés.", await TryAsync(("p:clients.view", "all")));
        Assert.Equal("No podés dar ni quitar permisos que no tenés.", await TryAsync(("p:operators.manage", "all")));

        var mighty = await SaveNewAsync("Poderoso", ("p:operators.manage", "all"));
        var page = await clerk.GetAsync(mighty);
        await clerk.SubmitAsync(page, "main form.form", ("p:operators.manage", ""));
        await clerk.SubmitAsync(page, "form[action*=Delete]");
        Assert.Equal("operators.manage all", await HeldAsync(mighty));
    }

    [Fact]
    public async Task Of_two_who_save_the_same_role_the_second_is_told()
    {
        var saved = await SaveNewAsync("Turno", ("p:audit.view", "all"));
        var (first, second) = (await _admin.GetAsync(saved), await _admin.GetAsync(saved));
        await _admin.SubmitAsync(first, "main form.form", ("p:jobs.view", "all"));
        var late = await _admin.SubmitAsync(second, "main form.form", ("p:audit.view", ""));
        Assert.Contains("Otra persona guardó cambios mientras tanto.", late.Text, StringComparison.Ordinal);
        Assert.Equal("audit.view all, jobs.view all", await HeldAsync(saved));

        var page = await _admin.GetAsync(saved);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => _admin.SubmitAsync(page, "main form.form", ("Form.Name", $"Turno {i}"))));
        Assert.All(answers, answer => Assert.True((int)answer.Status < 400, answer.Text));
        Assert.Single(answers, answer => answer.Location is not null);
    }

    private async Task<string> SaveNewAsync(string name, params (string, string?)[] permissions)
    {
        var answer = await _admin.SubmitAsync(await _admin.GetAsync("/roles/new"), "main form.form", [("Form.Name", name), .. permissions]);
        return answer.Location ?? throw new InvalidOperationException(answer.Text);
    }

    private async Task<string> HeldAsync(string url) => await _app.Database.ValueAsync<string>(
        "select coalesce(string_agg(permission || ' ' || scope, ', ' order by permission), '') from host.role_permission where role_id = $1", Guid.Parse(url.Split('/')[^1])) ?? "";

    private async Task<string[]> AuditAsync(string url) => await _app.Database.ValueAsync<string[]>(
        """
        with made as (
          select entity_id, new ->> 'permission' as permission from host.audit
          where table_name = 'role_permission' and action = 'I' and new ->> 'role_id' = $1)
        select array_agg(a.action || ' ' || m.permission order by a.action, m.permission) from host.audit a join made m using (entity_id)
        """, url.Split('/')[^1]) ?? [];
}
