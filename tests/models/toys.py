"""Toy checkpoints of every architecture that a role may have: real files, written by save_pretrained, of some hundred KB."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: What the tokenizers are trained on, and what the tests read: our own sentences.
TEXTS = [
    "The harbour of Melby reopened on Monday.",
    "About 1,200 boats did not leave during the storm.",
    "The ferry to the island will run twice a day, the mayor said.",
    "Fishermen must register before 12 May.",
    "Nobody was hurt when the crane fell.",
    "梅尔比港周一重新开放。",
    "约1200艘船在暴风雨期间没有离开。",
    "市长说，开往岛上的渡轮每天将开两班。",
    "渔民必须在5月12日之前登记。",
    "起重机倒下时没有人受伤。",
    "Гавань Мелби открылась в понедельник.",
    "Рыбаки должны зарегистрироваться до 12 мая.",
]
_SMALL = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}
_SEQ2SEQ = {
    "d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4, "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "max_position_embeddings": 128,
}  # fmt: skip
CHAT = (
    "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}</s>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def bert(folder: Path) -> None:
    """LaBSE in small: BERT with its pooler, and a dense layer behind it as sentence-transformers writes them."""
    import torch
    from safetensors.torch import save_file
    from transformers import BertConfig, BertModel

    tokenizer = _wordpiece(folder)
    BertModel(BertConfig(vocab_size=len(tokenizer), **_SMALL, max_position_embeddings=64)).save_pretrained(folder)
    modules = [("Transformer", ""), ("Pooling", "1_Pooling"), ("Dense", "2_Dense"), ("Normalize", "3_Normalize")]
    entries = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (kind, path) in enumerate(modules)
    ]
    _write(folder / "modules.json", entries)
    _write(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": 32, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False},
    )
    _write(
        folder / "2_Dense" / "config.json",
        {
            "in_features": 32,
            "out_features": 24,
            "bias": True,
            "activation_function": "torch.nn.modules.activation.Tanh",
        },
    )
    save_file(
        {"linear.weight": torch.randn(24, 32) / 6, "linear.bias": torch.randn(24) / 6},
        folder / "2_Dense" / "model.safetensors",
    )


def xlm_roberta(folder: Path) -> None:
    """e5, bge-m3 and paraphrase-multilingual-MiniLM are of this kind."""
    from transformers import XLMRobertaConfig, XLMRobertaModel

    tokenizer = _unigram(folder)
    config = XLMRobertaConfig(
        vocab_size=len(tokenizer), **_SMALL, max_position_embeddings=66, pad_token_id=tokenizer.pad_token_id
    )
    XLMRobertaModel(config, add_pooling_layer=False).save_pretrained(folder)


def deberta(folder: Path, labels: tuple[str, ...] = ("entailment", "neutral", "contradiction")) -> None:
    """A classifier of entailment."""
    from transformers import DebertaV2Config, DebertaV2ForSequenceClassification

    tokenizer = _unigram(folder, pairs=True)
    config = DebertaV2Config(
        vocab_size=len(tokenizer), **_SMALL, max_position_embeddings=64, relative_attention=True, position_buckets=16, pos_att_type=["p2c", "c2p"],
        norm_rel_ebd="layer_norm", share_att_key=True, type_vocab_size=0, pad_token_id=tokenizer.pad_token_id,
        id2label=dict(enumerate(labels)), label2id={label: at for at, label in enumerate(labels)},
    )  # fmt: skip
    model = DebertaV2ForSequenceClassification(config)
    model.classifier.weight.data *= 40  # otherwise every pair is equally likely anything
    model.save_pretrained(folder)


def marian(folder: Path) -> None:
    """Helsinki-NLP/opus-mt in small, with the two models of sentencepiece that it is read with."""
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    pieces = _sentencepiece(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    vocabulary = {piece: at for at, piece in enumerate(["</s>", "<unk>", *pieces, "<pad>"])}
    _write(folder / "vocab.json", vocabulary)
    MarianTokenizer(
        str(folder / "source.spm"),
        str(folder / "target.spm"),
        str(folder / "vocab.json"),
        source_lang="zh",
        target_lang="en",
    ).save_pretrained(folder)
    padding = vocabulary["<pad>"]
    config = MarianConfig(
        vocab_size=len(vocabulary),
        **_SEQ2SEQ,
        pad_token_id=padding,
        eos_token_id=0,
        decoder_start_token_id=padding,
        forced_eos_token_id=0,
        max_length=40,
    )
    _lively(MarianMTModel(config)).save_pretrained(folder)


def m2m100(folder: Path) -> None:
    """Any of a hundred languages into any other."""
    from transformers import M2M100Tokenizer

    pieces = _sentencepiece(folder / "sentencepiece.bpe.model")
    _write(folder / "vocab.json", {piece: at for at, piece in enumerate(["<s>", "<pad>", "</s>", "<unk>", *pieces])})
    tokenizer = M2M100Tokenizer(
        str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"), src_lang="zh", tgt_lang="en"
    )
    tokenizer.save_pretrained(folder)
    # Its tokenizer's length doesn't count the marks of the languages.
    _m2m100(folder, len(pieces) + 120)


def nllb(folder: Path) -> None:
    """The same architecture with other names for the languages."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import NllbTokenizer

    trained = Tokenizer(models.BPE(unk_token="<unk>"))
    trained.pre_tokenizer = pre_tokenizers.Metaspace()
    trained.train_from_iterator(
        TEXTS,
        trainers.BpeTrainer(vocab_size=300, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False),
    )
    told = json.loads(trained.to_str())["model"]
    tokenizer = NllbTokenizer(
        vocab=told["vocab"], merges=[tuple(pair) for pair in told["merges"]], src_lang="zho_Hans", tgt_lang="eng_Latn"
    )
    tokenizer.save_pretrained(folder)
    _m2m100(folder, len(tokenizer))


def mt5(folder: Path) -> None:
    """MADLAD's kind: the language stands before the text, as <2en>."""
    from transformers import MT5Config, MT5ForConditionalGeneration

    tokenizer = _unigram(folder, special=["<2en>", "<2zh>"], seq2seq=True)
    config = MT5Config(vocab_size=len(tokenizer), d_model=32, d_kv=8, d_ff=64, num_layers=2, num_decoder_layers=2, num_heads=4,
                       pad_token_id=tokenizer.pad_token_id, eos_token_id=tokenizer.eos_token_id, decoder_start_token_id=tokenizer.pad_token_id)  # fmt: skip
    _lively(MT5ForConditionalGeneration(config)).save_pretrained(folder)


def llama(folder: Path) -> None:
    """A language model with a chat template."""
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = _unigram(folder, special=["<|system|>", "<|user|>", "<|assistant|>"], chat=True)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        **_SMALL,
        max_position_embeddings=2048,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    LlamaForCausalLM(config).save_pretrained(folder)


TOYS: dict[str, Callable[[Path], None]] = {
    "bert": bert, "xlm_roberta": xlm_roberta, "deberta": deberta, "marian": marian, "m2m100": m2m100, "nllb": nllb, "mt5": mt5,
    "llama": llama,
}  # fmt: skip


def made(name: str, folder: Path) -> Path:
    """The toy of that name, written with a seed of its own."""
    import warnings

    import torch

    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(sum(map(ord, name)))
    # Two threads wait for each other longer than a toy computes.
    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Recommended: pip install sacremoses")
        TOYS[name](folder)
    return folder


def _m2m100(folder: Path, size: int) -> None:
    """The model of both tokenizers."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    marks = {"pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 2}
    config = M2M100Config(vocab_size=size, **_SEQ2SEQ, **marks, max_length=40)
    _lively(M2M100ForConditionalGeneration(config)).save_pretrained(folder)


def _lively(model: Any) -> Any:
    """Weights wide enough that texts are told apart: a fresh model thinks all subwords equally likely."""
    import torch

    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "norm" not in name and weight.ndim == 2:
                weight.mul_(6)
    return model


def _wordpiece(folder: Path) -> Any:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import BertTokenizerFast

    trained = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    trained.normalizer = normalizers.BertNormalizer(lowercase=False)
    trained.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trained.train_from_iterator(
        TEXTS, trainers.WordPieceTrainer(vocab_size=400, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    )
    trained.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(mark, trained.token_to_id(mark)) for mark in ("[CLS]", "[SEP]")],
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = BertTokenizerFast(tokenizer_object=trained, do_lower_case=False)
    tokenizer.save_pretrained(folder)
    return tokenizer


def _trained_unigram(special: list[str]) -> Any:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

    trained = Tokenizer(models.Unigram())
    trained.normalizer = normalizers.NFKC()
    trained.pre_tokenizer = pre_tokenizers.Metaspace()
    trained.train_from_iterator(
        TEXTS, trainers.UnigramTrainer(vocab_size=300, special_tokens=special, unk_token="<unk>", show_progress=False)
    )
    return trained


def _unigram(
    folder: Path, *, special: list[str] | None = None, pairs: bool = False, seq2seq: bool = False, chat: bool = False
) -> Any:
    from tokenizers import decoders, processors
    from transformers import PreTrainedTokenizerFast

    trained = _trained_unigram(["<s>", "<pad>", "</s>", "<unk>", *(special or [])])
    trained.decoder = decoders.Metaspace()
    ends = [(mark, trained.token_to_id(mark)) for mark in ("<s>", "</s>")]
    if seq2seq:
        trained.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=ends)
    elif not chat:
        pair = "<s> $A </s> $B </s>" if pairs else "<s> $A </s> </s> $B </s>"
        trained.post_processor = processors.TemplateProcessing(single="<s> $A </s>", pair=pair, special_tokens=ends)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=trained, bos_token="<s>", eos_token="</s>", unk_token="<unk>", pad_token="<pad>", cls_token="<s>", sep_token="</s>",
    )  # fmt: skip
    if chat:
        tokenizer.chat_template = CHAT
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save_pretrained(folder)
    return tokenizer


def _sentencepiece(file: Path) -> list[str]:
    """A model of sentencepiece, and its pieces without the special ones."""
    import sentencepiece

    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as model:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(TEXTS), model_writer=model, vocab_size=200, hard_vocab_limit=False, character_coverage=1.0,
            minloglevel=2,
        )  # fmt: skip
    read = sentencepiece.SentencePieceProcessor(model_file=str(file))
    return [read.id_to_piece(at) for at in range(3, read.get_piece_size())]


def _write(file: Path, data: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data), encoding="utf-8")
