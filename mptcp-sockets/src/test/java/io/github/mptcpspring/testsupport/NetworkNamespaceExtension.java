/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.testsupport;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Does what {@link InNetworkNamespace} says: runs the test in a {@link NetworkNamespace}
 * in place of this JVM, and in the namespace lets it proceed.
 */
class NetworkNamespaceExtension implements InvocationInterceptor {

	@Override
	public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> invocationContext,
			ExtensionContext extensionContext) throws Throwable {
		intercept(invocation, extensionContext);
	}

	@Override
	public void interceptTestTemplateMethod(Invocation<Void> invocation,
			ReflectiveInvocationContext<Method> invocationContext, ExtensionContext extensionContext) throws Throwable {
		intercept(invocation, extensionContext);
	}

	private void intercept(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
		if (NetworkNamespace.isHere()) {
			invocation.proceed();
		}
		else {
			invocation.skip();
			runInNamespace(context);
		}
	}

	private void runInNamespace(ExtensionContext context) throws IOException, InterruptedException {
		InNetworkNamespace annotation = AnnotationSupport
			.findAnnotation(context.getRequiredTestMethod(), InNetworkNamespace.class)
			.or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), InNetworkNamespace.class))
			.orElseThrow();
		NetworkNamespace.runTest(context.getUniqueId(), List.of(annotation.sysctl()));
	}

}
