using System.Net;
using Wisp.Testing;

namespace Wisp.Host.Tests.Mail;

/// <summary>The page where the mail server is set.</summary>
public sealed class MailSettingsTests(OwnHost host) : IClassFixture<OwnHost>
{
    private const string Url = "/settings/mail";

    private readonly WispApp _app = host.App;
    private readonly Browser _admin = host.Admin;

    [Theory]
    [InlineData("Host", "dos palabras", "«dos palabras» no es un nombre de servidor.")]
    [InlineData("Port", "0", "«0» no es un puerto: va de 1 a 65535.")]
    [InlineData("Port", "70000", "«70000» no es un puerto: va de 1 a 65535.")]
    [InlineData("From", "", "Escribí la dirección del remitente.")]
    [InlineData("From", "avisos", "«avisos» no es una dirección de e-mail.")]
    [InlineData("From", "Avisos <avisos@isp.example>", "«Avisos <avisos@isp.example>» no es una dirección de e-mail.")]
    [InlineData("ReplyTo", "a@b@c", "«a@b@c» no es una dirección de e-mail.")]
    [InlineData("Security", "None", "Con usuario hace falta STARTTLS o TLS: sin eso la contraseña viaja a la vista de todos.")]
    [InlineData("SiteAddress", "javascript:alert(1)", "«javascript:alert(1)» no es una dirección que empiece con https:// o http://.")]
    [InlineData("BoxPort", "x", "«x» no es un puerto: va de 1 a 65535.")]
    [InlineData("BoxHost", "imap.isp.example", "Escribí el usuario de la casilla.", "BoxUser")]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_is_saved(string field, string value, string sentence, string? beside = null)
    {
        var before = await Stored.AsItIsAsync(_app.Database);

        var answer = await SaveAsync(("Form.Host", "smtp.isp.example"), ("Form.User", "isp"), ("Form.From", "avisos@isp.example"), ($"Form.{field}", value));

        Assert.Equal(sentence, answer.Texts($"#Form_{beside ?? field}-error").Single());
        Assert.Equal(before, await Stored.AsItIsAsync(_app.Database));
    }

    [Fact]
    public async Task The_password_is_encrypted_never_shown_and_kept_when_left_blank_for_the_same_server()
    {
        await SaveAsync(("Form.Host", "smtp.isp.example"), ("Form.User", "isp"), ("Form.Password", "muy-secreta-9"), ("Form.From", "avisos@isp.example"));
        var first = await PasswordAsync();
        Assert.NotEqual("", first);
        Assert.DoesNotContain("muy-secreta-9", await _app.Database.ValueAsync<string>("select string_agg(value::text, '') from host.setting"), StringComparison.Ordinal);
        Assert.DoesNotContain("muy-secreta-9", await _app.Database.ValueAsync<string>("select string_agg(coalesce(new::text, ''), '') from host.audit"), StringComparison.Ordinal);
        var page = await _admin.GetAsync(Url);
        Assert.DoesNotContain("muy-secreta-9", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(first!, page.Body, StringComparison.Ordinal);
        Assert.Contains("Hay una guardada.", page.Text, StringComparison.Ordinal);

        await SaveAsync(("Form.FromName", "Fibra Sur"));
        Assert.Equal(first, await PasswordAsync());

        // Another server must not be told the password of this one.
        var other = await SaveAsync(("Form.Host", "smtp.otro.example"));
        Assert.Equal("Escribí la contraseña para este servidor: la guardada es de otro.", other.Texts("#Form_Password-error").Single());
        await SaveAsync(("Form.Host", "smtp.otro.example"), ("Form.Password", "la-del-otro"));
        Assert.NotEqual(first, await PasswordAsync());
    }

    [Fact]
    [Trait("case", "J08")]
    public async Task Settings_can_be_cleared_and_mail_is_kept_again()
    {
        await SaveAsync(("Form.Host", "smtp.isp.example"), ("Form.From", "avisos@isp.example"));
        Assert.DoesNotContain("No hay un servidor de correo", (await LedgerAsync()).Text, StringComparison.Ordinal);

        await SaveAsync(("Form.Host", ""), ("Form.From", ""), ("Form.User", ""));

        Assert.Contains("No hay un servidor de correo", (await LedgerAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_really_sends_and_says_in_the_servers_words_when_it_does_not()
    {
        await using var office = PostOffice.Open();
        var typed = new (string, string?)[]
        {
            ("Form.Host", "127.0.0.1"), ("Form.Port", $"{office.Port}"), ("Form.Security", "None"), ("Form.User", ""), ("Form.From", "avisos@isp.example"),
        };

        var sent = await TryAsync("Try", typed);

        var mail = office.Taken.Single();
        Assert.Equal("Mail de prueba", mail.Subject);
        Assert.Contains(mail.To.Mailboxes.Single().Address, sent.Texts(".note").Single(), StringComparison.Ordinal);
        Assert.Contains("2.0.0 taken", sent.Texts(".note").Single(), StringComparison.Ordinal);
        // Tried, not saved; and what was typed still stands there.
        Assert.Equal("127.0.0.1", sent.Document.QuerySelector("#Form_Host")!.GetAttribute("value"));
        Assert.NotEqual("127.0.0.1", (await _admin.GetAsync(Url)).Document.QuerySelector("#Form_Host")!.GetAttribute("value"));

        office.Receives = (_, _) => "550 5.7.1 not from you";
        Assert.Contains("550 5.7.1 not from you", (await TryAsync("Try", typed)).Texts(".note-error").Single(), StringComparison.Ordinal);
        await office.DisposeAsync();
        Assert.Contains("No se pudo enviar el mail de prueba", (await TryAsync("Try", typed)).Texts(".note-error").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mailbox_is_tried_before_it_is_saved()
    {
        await using var box = await Mailbox.OpenAsync();
        (string, string?)[] Typed(string password) =>
        [
            ("Form.BoxHost", "127.0.0.1"), ("Form.BoxPort", $"{box.Port}"), ("Form.BoxSecurity", "None"), ("Form.BoxUser", Mailbox.User), ("Form.BoxPassword", password),
        ];

        Assert.Equal("La casilla se abrió bien.", (await TryAsync("TryBox", Typed(Mailbox.Password))).Texts(".note").Single());
        Assert.Contains("No se pudo abrir la casilla. El servidor dice: ", (await TryAsync("TryBox", Typed("otra"))).Texts(".note-error").Single(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "MAIL-11")]
    public async Task A_kind_that_is_unticked_is_switched_off()
    {
        var page = await _admin.GetAsync(Url);
        Assert.Contains("Exportación lista", page.Texts(".choice"));
        Assert.NotNull(page.Document.QuerySelector("[name='Form.Kinds'][value='clients.export'][checked]"));

        await SaveAsync(("Form.Kinds", null));

        Assert.Contains("clients.export", await _app.Database.ValueAsync<string>("select value::text from host.setting where key = 'host.mail-switches'"), StringComparison.Ordinal);
        Assert.Null((await _admin.GetAsync(Url)).Document.QuerySelector("[name='Form.Kinds'][checked]"));
    }

    // What a page shows of the settings is a few seconds old at most.
    private Task<Page> LedgerAsync()
    {
        _app.Clock.Advance(TimeSpan.FromSeconds(6));
        return _admin.GetAsync("/mail");
    }

    private async Task<Page> SaveAsync(params (string, string?)[] typed) => await _admin.SubmitAsync(await _admin.GetAsync(Url), "main form", Last(typed));

    private async Task<Page> TryAsync(string handler, params (string, string?)[] typed)
    {
        var answer = await _admin.SubmitAsync(await _admin.GetAsync(Url), $"button[formaction$={handler}]", Last(typed));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer;
    }

    // Of two values for a field, the one that is meant comes last.
    private static (string, string?)[] Last((string Field, string? Value)[] typed) => [.. typed.Reverse().DistinctBy(one => one.Field)];

    private Task<string?> PasswordAsync() => _app.Database.ValueAsync<string>("select value->>'password' from host.setting where key = 'host.mail'");
}
