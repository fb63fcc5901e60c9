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
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
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

	private static void intercept(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
		Optional<InNetworkNamespace> ofMethod = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(),
				InNetworkNamespace.class);
		InNetworkNamespace annotation = ofMethod
			.or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), InNetworkNamespace.class))
			.orElseThrow();
		if (NetworkNamespace.isHere()) {
			NetworkNamespace.reset(List.of(annotation.sysctl()));
			invocation.proceed();
		}
		else {
			invocation.skip();
			NamespaceRun run = ofMethod.isPresent() ? run(context, annotation) : runOfTestClass(context, annotation);
			run.replay(context.getUniqueId());
		}
	}

	private static NamespaceRun runOfTestClass(ExtensionContext context, InNetworkNamespace annotation) {
		ExtensionContext testClass = testClass(context);
		return testClass.getStore(Namespace.create(NetworkNamespaceExtension.class))
			.computeIfAbsent(NamespaceRun.class, (type) -> {
				try {
					return run(testClass, annotation);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					throw new IllegalStateException(ex);
				}
			}, NamespaceRun.class);
	}

	private static NamespaceRun run(ExtensionContext tests, InNetworkNamespace annotation)
			throws IOException, InterruptedException {
		List<String> sysctls = List.of(annotation.sysctl());
		NetworkNamespace.requireSysctls(sysctls);
		return annotation.own() ? NamespaceJvm.runInOneOfItsOwn(tests.getUniqueId(), sysctls)
				: NamespaceJvm.runInSharedOne(tests.getUniqueId(), sysctls);
	}

	/** Above it is the engine. */
	private static ExtensionContext testClass(ExtensionContext context) {
		ExtensionContext testClass = context;
		while (testClass.getParent().orElseThrow() != context.getRoot()) {
			testClass = testClass.getParent().orElseThrow();
		}
		return testClass;
	}

}
