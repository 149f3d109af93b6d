package dev.ordinal.controller.serviceaccount;

/** What is written into a namespace. */
sealed interface ServiceAccountAction {
  record CreateAccount() implements ServiceAccountAction {}

  record CreateCertificate(String pem) implements ServiceAccountAction {}

  record CorrectCertificate(String pem) implements ServiceAccountAction {}
}
