package io.apigw.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;

/** Whether a signature is one of a certain key. */
@FunctionalInterface
interface SignatureCheck {

  boolean verify(JWSHeader header, byte[] signed, Base64URL signature)
      throws JOSEException, GeneralSecurityException;
}
