/** Who may call: authorizer definitions, the calls they are asked with, their decisions, and the engines that execute them. */
package io.apigw.api.authorize;
