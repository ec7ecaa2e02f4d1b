using Wisp.Modules.Clients.Domain;

namespace Wisp.Clients.Tests.Rules;

/// <summary>Public numbers of each country, and slips of them.</summary>
[Trait("rule", "FORM-10")]
public sealed class NumberTests
{
    [Theory]
    [InlineData("AR", "DNI", "20.417.833")]
    [InlineData("AR", "CUIL", "20-05536168-2")]
    [InlineData("AR", "CDI", "20-12345678-6")]
    [InlineData("MX", "RFC", "GODE561231GR8")]
    [InlineData("MX", "RFC", "COSC8001137NA")]
    [InlineData("MX", "RFC", "CACX7605101P8")]
    [InlineData("MX", "RFC", "MAB9307148T4")]
    [InlineData("MX", "RFC", "sat-970701-nn3")]
    [InlineData("MX", "RFC", "EKU9003173C9")]
    [InlineData("MX", "RFC", "KIJ0906199R1")]
    [InlineData("MX", "RFC", "JES900109Q90")]
    [InlineData("MX", "RFC", "URE180429TM6")]
    [InlineData("MX", "RFC", "XIA190128J61")]
    [InlineData("MX", "RFC", "H&E951128469")]
    [InlineData("MX", "RFC", "XAXX010101000")]
    [InlineData("MX", "RFC", "XEXX010101000")]
    [InlineData("MX", "CURP", "BOXW310820HNERXN09")]
    [InlineData("MX", "CURP", "HEGG560427MVZRRL04")]
    [InlineData("CO", "NIT", "800.197.268-4")]
    [InlineData("CO", "NIT", "890.903.938-8")]
    [InlineData("CO", "NIT", "860.002.964-4")]
    [InlineData("CO", "NIT", "899.999.061-9")]
    [InlineData("CO", "NIT", "213.123.432-1")]
    [InlineData("CO", "NIT", "2131234321")]
    [InlineData("CO", "CC", "1.012.345.678")]
    [InlineData("CL", "RUT", "60.803.000-K")]
    [InlineData("CL", "RUT", "97.004.000-5")]
    [InlineData("CL", "RUT", "76086428-5")]
    [InlineData("CL", "RUN", "12.531.909-2")]
    [InlineData("CL", "RUN", "11.111.111-1")]
    [InlineData("CL", "RUN", "12.345.678-5")]
    [InlineData("PE", "RUC", "20131312955")]
    [InlineData("PE", "RUC", "20100130204")]
    [InlineData("PE", "RUC", "20100047218")]
    [InlineData("PE", "RUC", "20512333797")]
    [InlineData("PE", "RUC", "10054148289")]
    [InlineData("PE", "RUC", "10101174102")]
    [InlineData("PE", "DNI", "05414828")]
    [InlineData("BR", "CPF", "390.533.447-05")]
    [InlineData("BR", "CPF", "529.982.247-25")]
    [InlineData("BR", "CPF", "111.444.777-35")]
    [InlineData("BR", "CNPJ", "00.000.000/0001-91")]
    [InlineData("BR", "CNPJ", "33.000.167/0001-01")]
    [InlineData("BR", "CNPJ", "16.727.230/0001-97")]
    [InlineData("BR", "CNPJ", "11.222.333/0001-81")]
    [InlineData("BR", "CNPJ", "12.abc.345/01de-35")]
    [InlineData("UY", "RUT", "21-100342-001-7")]
    [InlineData("UY", "RUT", "21-140634-001-1")]
    [InlineData("UY", "RUT", "21-484436-001-8")]
    [InlineData("UY", "CI", "1.234.567-2")]
    [InlineData("UY", "CI", "4.907.760-2")]
    [InlineData("UY", "CI", "2752939-0")]
    [InlineData("UY", "CI", "4.123.456-3")]
    [InlineData("UY", "CI", "234.567-4")]
    [InlineData("PY", "RUC", "80028061-0")]
    [InlineData("PY", "RUC", "80000035-8")]
    [InlineData("PY", "RUC", "999160-3")]
    [InlineData("PY", "RUC", "2660-3")]
    [InlineData("PY", "CI", "4.123.456")]
    [InlineData("EC", "CI", "1714307103")]
    [InlineData("EC", "CI", "171003406-5")]
    [InlineData("EC", "CI", "1713175071")]
    [InlineData("EC", "CI", "0926687856")]
    [InlineData("EC", "RUC", "1792060346001")]
    [InlineData("EC", "RUC", "1790016919001")]
    [InlineData("EC", "RUC", "1790011674001")]
    [InlineData("EC", "RUC", "1760013210001")]
    [InlineData("EC", "RUC", "1760002600001")]
    [InlineData("EC", "RUC", "1760001550001")]
    [InlineData("EC", "RUC", "1768152560001")]
    [InlineData("EC", "RUC", "1710034065001")]
    [InlineData("VE", "RIF", "V-11470283-4")]
    [InlineData("VE", "RIF", "j-00124134-5")]
    [InlineData("VE", "RIF", "G-20000001-5")]
    [InlineData("VE", "CI", "V-11470283")]
    [InlineData("DO", "RNC", "1-01-85004-3")]
    [InlineData("DO", "RNC", "1-31-24679-6")]
    [InlineData("DO", "RNC", "4-01-50625-4")]
    [InlineData("BO", "ID", "4123456-1A")]
    [InlineData("PE", "PAS", "aab123456")]
    public void A_good_number_is_taken_without_a_doubt(string country, string type, string number)
    {
        var check = Drafts.Check(Client(type, number), country);

        Assert.Empty(check.Errors);
        Assert.Empty(check.Doubts);
        Assert.Equal((type, number), (check.Values!.DocumentType, check.Values.Document));
    }

    [Theory]
    [InlineData("MX", "RFC", "GODE561331GR8", "Part")]
    [InlineData("MX", "RFC", "SAT010229NN3", "Part")]
    [InlineData("MX", "RFC", "SAT970701NN", "Length")]
    [InlineData("MX", "RFC", "GODE56123GR81", "Characters")]
    [InlineData("MX", "CURP", "BOXW310820HNERXN0", "Length")]
    [InlineData("MX", "CURP", "BOXW311320HNERXN09", "Part")]
    [InlineData("MX", "CURP", "BOXW310820ZNERXN09", "Characters")]
    [InlineData("CO", "NIT", "800197268-5", "CheckDigit")]
    [InlineData("CO", "NIT", "213123432-5", "CheckDigit")]
    [InlineData("CO", "NIT", "900373076-8", "CheckDigit")]
    [InlineData("CO", "NIT", "9003730768", "CheckDigit")]
    [InlineData("CO", "NIT", "800197", "Length")]
    [InlineData("CL", "RUT", "12.531.909-3", "CheckDigit")]
    [InlineData("CL", "RUT", "96.666.520-2", "CheckDigit")]
    [InlineData("CL", "RUT", "76086A28-5", "Characters")]
    [InlineData("CL", "RUN", "76086428-Z", "Characters")]
    [InlineData("CL", "RUN", "760864-5", "Length")]
    [InlineData("PE", "RUC", "20131312954", "CheckDigit")]
    [InlineData("PE", "RUC", "20512333798", "CheckDigit")]
    [InlineData("PE", "RUC", "30131312955", "Prefix")]
    [InlineData("PE", "DNI", "1234567", "Length")]
    [InlineData("BR", "CPF", "231.002.999-00", "CheckDigit")]
    [InlineData("BR", "CPF", "390.533.447-00", "CheckDigit")]
    [InlineData("BR", "CPF", "111.111.111-11", "CheckDigit")]
    [InlineData("BR", "CPF", "390.533.447-0", "Length")]
    [InlineData("BR", "CNPJ", "16.727.230/0001-98", "CheckDigit")]
    [InlineData("BR", "CNPJ", "12.ABC.345/01DE-34", "CheckDigit")]
    [InlineData("BR", "CNPJ", "12.ABC.345/01DE-3A", "Characters")]
    [InlineData("BR", "CNPJ", "00.000.000/0000-00", "Length")]
    [InlineData("UY", "RUT", "21-030367-001-4", "CheckDigit")]
    [InlineData("UY", "RUT", "21-030367-001-1", "CheckDigit")]
    [InlineData("UY", "RUT", "21-000210-001-8", "CheckDigit")]
    [InlineData("UY", "RUT", "23-100342-001-7", "Prefix")]
    [InlineData("UY", "RUT", "00-100342-001-7", "Prefix")]
    [InlineData("UY", "RUT", "21-000000-001-7", "Part")]
    [InlineData("UY", "RUT", "21-100342-002-7", "Part")]
    [InlineData("UY", "RUT", "21-100342-01-7", "Length")]
    [InlineData("UY", "CI", "1.234.567-3", "CheckDigit")]
    [InlineData("UY", "CI", "23.456-7", "Length")]
    [InlineData("PY", "RUC", "80053249-2", "CheckDigit")]
    [InlineData("PY", "RUC", "80028061-1", "CheckDigit")]
    [InlineData("PY", "RUC", "80028061A", "Characters")]
    [InlineData("EC", "CI", "1714307104", "CheckDigit")]
    [InlineData("EC", "CI", "2514307103", "Prefix")]
    [InlineData("EC", "CI", "1774307103", "Part")]
    [InlineData("EC", "RUC", "1710034066001", "CheckDigit")]
    [InlineData("EC", "RUC", "1710034065000", "Part")]
    [InlineData("EC", "RUC", "1770034065001", "Part")]
    [InlineData("EC", "RUC", "179206034601", "Length")]
    [InlineData("VE", "RIF", "V-11470283-3", "CheckDigit")]
    [InlineData("VE", "RIF", "X-11470283-4", "Prefix")]
    [InlineData("VE", "RIF", "114702834", "Prefix")]
    [InlineData("VE", "CI", "J-11470283", "Prefix")]
    [InlineData("DO", "RNC", "1-01-85004", "Length")]
    [InlineData("DO", "CI", "001-0000A00-1", "Characters")]
    public void A_bad_number_is_refused_with_what_is_wrong(string country, string type, string number, string fault)
    {
        var refused = Drafts.Refused(Client(type, number), country);

        Assert.Equal(("Document", number, $"rule.document.{fault}"), (refused.Field, refused.Value, refused.Rule));
        Assert.Equal([type], refused.Arguments);
    }

    [Theory]
    [InlineData("MX", "RFC", "VACE460910SX6")]
    [InlineData("MX", "RFC", "SAT970701NN4")]
    [InlineData("MX", "CURP", "BOXW310820HNERXN08")]
    [InlineData("CO", "NIT", "800197268")]
    [InlineData("EC", "RUC", "1763154690001")]
    [InlineData("EC", "RUC", "1792060347001")]
    [InlineData("DO", "RNC", "1-01-85004-2")]
    public void A_number_that_may_be_real_all_the_same_is_taken_with_a_doubt(string country, string type, string number)
    {
        var check = Drafts.Check(Client(type, number), country);

        Assert.Equal(type, check.Values!.DocumentType);
        var doubt = Assert.Single(check.Doubts);
        Assert.Equal(("Document", number, "doubt.document.CheckDigit"), (doubt.Field, doubt.Value, doubt.Rule));
        Assert.Equal([type], doubt.Arguments);
    }

    [Theory]
    [InlineData("BR", "39053344705", "CPF")]
    [InlineData("BR", "12ABC34501DE35", "CNPJ")]
    [InlineData("CL", "12.531.909-2", "RUN")]
    [InlineData("CL", "60.803.000-k", "RUT")]
    [InlineData("CO", "52.123.456", "CC")]
    [InlineData("CO", "800.197.268-4", "NIT")]
    [InlineData("DO", "101850043", "RNC")]
    [InlineData("EC", "1714307103", "CI")]
    [InlineData("EC", "1710034065001", "RUC")]
    [InlineData("MX", "GODE561231GR8", "RFC")]
    [InlineData("MX", "BOXW310820HNERXN09", "CURP")]
    [InlineData("PE", "05414828", "DNI")]
    [InlineData("PE", "20131312955", "RUC")]
    [InlineData("PY", "4123456", "CI")]
    [InlineData("PY", "80028061-0", "RUC")]
    [InlineData("UY", "4.123.456-3", "CI")]
    [InlineData("UY", "211003420017", "RUT")]
    [InlineData("VE", "V11470283", "CI")]
    [InlineData("VE", "V114702834", "RIF")]
    public void A_shape_that_one_type_alone_has_names_it(string country, string number, string type) =>
        Assert.Equal(type, Drafts.Accepted(Client(null, number), country).DocumentType);

    [Theory]
    [InlineData("PY", "80028061")]
    [InlineData("CO", "800197268")]
    [InlineData("UY", "12345")]
    [InlineData("BR", "AB123456")]
    public void A_shape_that_several_types_or_none_have_asks_for_the_type(string country, string number) =>
        Assert.Equal("rule.document-type", Drafts.Refused(Client(null, number), country).Rule);

    private static ClientDraft Client(string? type, string number) => new() { Name = "Ana", DocumentType = type, Document = number };
}
