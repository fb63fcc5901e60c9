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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test method runs in another JVM, in a network namespace that has the loopback
 * device and the kernel's default sysctls and nobody else's connections. It may change
 * that namespace: it is root there, whoever runs the tests.
 * <p>
 * The tests of many classes run in this JVM, after each other. Each finds the namespace
 * as if it were new, except for the kernel's counters and the Fast Open cookies. If the
 * class has the annotation, its tests run together.
 * <p>
 * What surrounds the method ({@code @BeforeEach} and so on) runs in both JVMs.
 */
@Documented
@Inherited
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NetworkNamespaceExtension.class)
public @interface InNetworkNamespace {

	/**
	 * Sysctls of the namespace as {@code name=value}.
	 * @return the sysctls
	 */
	String[] sysctl() default {};

	/**
	 * Whether the JVM and the namespace are new ones, which takes three seconds of CPU.
	 * It is for a test that must not find what others have left behind.
	 * @return whether they are
	 */
	boolean own() default false;

}
