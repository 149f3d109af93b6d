package dev.ordinal.dns.zone;

import dev.ordinal.dns.query.Answer;
import dev.ordinal.dns.query.Question;
import dev.ordinal.dns.view.ClusterView;
import java.util.Optional;

/** Answers for one part of the domain. */
interface Responder {

  /** The answer; empty means that the name is not in this part. */
  Optional<Answer> answer(Question question, ClusterView view);
}
